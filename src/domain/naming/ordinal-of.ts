/** The ordinal at the end of a machine's name, 0 when there is none. */
export function ordinalOf(name: string): number {
  const match = /-([0-9]+)$/.exec(name);
  return match?.[1] === undefined ? 0 : Number(match[1]);
}
