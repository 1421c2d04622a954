import ipaddr from 'ipaddr.js';

/** Private /20 networks (4093 machines each) that overlap none of `avoid` (CIDRs of either family), best first. */
export function chooseSubnets(avoid: readonly string[]): readonly string[] {
  const taken = avoid.map(parseRange).filter((range) => range !== undefined);
  return candidates().filter((subnet) => {
    const range = parseRange(subnet);
    return range !== undefined && !taken.some((other) => overlaps(range, other));
  });
}

type Range = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

/** Where engines make their own networks too, from the far end, then the far end of 10/8. */
function candidates(): readonly string[] {
  const seconds = [31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18].map((second) => `172.${second}`);
  const bases = [...seconds, '10.255', '10.254', '10.253'];
  return bases.flatMap((base) => Array.from({ length: 16 }, (_, index) => `${base}.${index * 16}.0/20`));
}

function parseRange(text: string): Range | undefined {
  return ipaddr.isValidCIDR(text) ? ipaddr.parseCIDR(text) : undefined;
}

function overlaps(a: Range, b: Range): boolean {
  if (a[0].kind() !== b[0].kind()) return false;
  const shorter = Math.min(a[1], b[1]);
  return a[0].match(b[0], shorter);
}
