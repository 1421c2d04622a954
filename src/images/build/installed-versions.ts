/** The versions of `wanted` in the text of dpkg's status file. */
export function installedVersions(text: string, wanted: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const paragraph of text.split(/\n{2,}/)) {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(paragraph)?.[1];
    const name = field('Package');
    const version = field('Version');
    if (name !== undefined && version !== undefined && wanted.includes(name)) found[name] = version;
  }
  return found;
}
