import ipaddr from 'ipaddr.js';

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

function parse(cidr: string): Range | undefined {
  return ipaddr.isValidCIDR(cidr) ? ipaddr.parseCIDR(cidr) : undefined;
}

function overlap([a, aLength]: Range, [b, bLength]: Range): boolean {
  if (a.kind() !== b.kind()) return false;
  const shorter = Math.min(aLength, bLength);
  return a.match([b, shorter] as [ipaddr.IPv4, number] & [ipaddr.IPv6, number]);
}

/** The first pair of a range of `ranges` and one of `others` that share addresses; what is no range shares none. */
export function overlappingRanges(
  ranges: readonly string[],
  others: readonly string[],
): readonly [string, string] | undefined {
  for (const range of ranges) {
    for (const other of others) {
      const [a, b] = [parse(range), parse(other)];
      if (a && b && overlap(a, b)) return [range, other];
    }
  }
  return undefined;
}
