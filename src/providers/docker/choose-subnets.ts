import { freeRanges } from '#domain/network/free-ranges.ts';

/** Private /20 networks (4093 machines each) that overlap none of `avoid` (CIDRs of either family), best first. */
export function chooseSubnets(avoid: readonly string[]): readonly string[] {
  return freeRanges(candidates(), avoid);
}

/** Where engines make their own networks too, from the far end, then the far end of 10/8. */
function candidates(): readonly string[] {
  const seconds = [31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18].map((second) => `172.${second}`);
  const bases = [...seconds, '10.255', '10.254', '10.253'];
  return bases.flatMap((base) => Array.from({ length: 16 }, (_, index) => `${base}.${index * 16}.0/20`));
}
