import { ParsedRange } from './parsed-range.ts';

/** Those of `candidates` that share addresses with none of `taken`. */
export function freeRanges(candidates: readonly string[], taken: readonly string[]): readonly string[] {
  const parsed = taken.map((cidr) => new ParsedRange(cidr));
  return candidates.filter((candidate) => {
    const one = new ParsedRange(candidate);
    return !parsed.some((other) => other.overlaps(one));
  });
}
