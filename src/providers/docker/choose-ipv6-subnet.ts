import { createHash } from 'node:crypto';
import { freeRanges } from '#domain/network/free-ranges.ts';

/**
 * A /64 of the private range (RFC 4193) that overlaps none of `avoid`: the same one for the same owner, and most likely
 * no other owner's. Undefined when everything private is taken.
 */
export function chooseIpv6Subnet(uid: string, avoid: readonly string[]): string | undefined {
  const digits = createHash('sha256').update(uid).digest('hex');
  const network = `fd${digits.slice(0, 2)}:${digits.slice(2, 6)}:${digits.slice(6, 10)}`;
  const subnets = Array.from({ length: 256 }, (_, index) => `${network}:${index.toString(16)}::/64`);
  return freeRanges(subnets, avoid)[0];
}
