/** Where Go itself fetches modules unless told otherwise. */
const usual = 'https://proxy.golang.org';

/** The module proxies that GOPROXY names, in their order; `direct` and `off` are none. */
export function goProxies(setting: string | undefined): readonly string[] {
  return (setting?.trim() || usual)
    .split(/[,|]/)
    .map((place) => place.trim().replace(/\/+$/, ''))
    .filter((place) => /^(https?|file):\/\//.test(place));
}
