import ipaddr from 'ipaddr.js';
import { overlappingRanges } from './overlapping-ranges.ts';

export interface Taken {
  readonly cidr: string;
  readonly what: string;
  /** Of a part of it somebody else may make use: it is where a route leads, not a network full of neighbours. */
  readonly divisible: boolean;
}

/**
 * The first of `ranges` that takes addresses from somebody, with what has them. A range that lies wholly within where a wide
 * route leads hides only a part of that: whoever has a route to 10.0.0.0/8 may still use 10.244.0.0/16.
 */
export function rangeCollision(
  ranges: readonly string[],
  taken: readonly Taken[],
): { readonly range: string; readonly taken: Taken } | undefined {
  for (const range of ranges) {
    const found = taken.find(
      ({ cidr, divisible }) => overlappingRanges([range], [cidr]) && !(divisible && isWider(cidr, range)),
    );
    if (found !== undefined) return { range, taken: found };
  }
  return undefined;
}

function isWider(cidr: string, than: string): boolean {
  return ipaddr.parseCIDR(cidr)[1] < ipaddr.parseCIDR(than)[1];
}
