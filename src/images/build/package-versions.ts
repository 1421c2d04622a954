/** The versions of `wanted` among lines such as `haproxy_3.0.11-1_amd64.deb`. */
export function packageVersions(text: string, wanted: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const line of text.split('\n')) {
    const [name, version] = line.split('_');
    if (name !== undefined && version !== undefined && wanted.includes(name)) {
      found[name] = decodeURIComponent(version);
    }
  }
  return found;
}
