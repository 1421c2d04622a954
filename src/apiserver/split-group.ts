/** The group, version and rest of a path below `/api` or `/apis`; undefined for all other paths. */
export function splitGroup(
  segments: readonly string[],
): { group: string; version: string; rest: readonly string[] } | undefined {
  const [root, ...parts] = segments;
  if (root === 'api' && parts[0] !== undefined) return { group: '', version: parts[0], rest: parts.slice(1) };
  if (root !== 'apis' || parts[0] === undefined || parts[1] === undefined) return undefined;
  return { group: parts[0], version: parts[1], rest: parts.slice(2) };
}
