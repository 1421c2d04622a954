import { ParsedRange } from './parsed-range.ts';

/** The first pair of a range of `ranges` and one of `others` that share addresses; what is no range shares none. */
export function overlappingRanges(
  ranges: readonly string[],
  others: readonly string[],
): readonly [string, string] | undefined {
  const parsed = others.map((other) => ({ other, range: new ParsedRange(other) }));
  for (const range of ranges) {
    const one = new ParsedRange(range);
    const found = parsed.find((candidate) => candidate.range.overlaps(one));
    if (found) return [range, found.other];
  }
  return undefined;
}
