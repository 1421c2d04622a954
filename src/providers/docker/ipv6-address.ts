import ipaddr from 'ipaddr.js';

/** The address in an IPv6 subnet of who has `address` in the IPv4 one: equally far from the beginning, so as unique. */
export function ipv6Address(ipv6Subnet: string, subnet: string, address: string): string {
  const [base] = ipaddr.IPv4.parseCIDR(subnet);
  const [sixth] = ipaddr.IPv6.parseCIDR(ipv6Subnet);
  const number = (bytes: readonly number[]): number => bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  const distance = number(ipaddr.IPv4.parse(address).toByteArray()) - number(base.toByteArray());
  const bytes = sixth.toByteArray();
  for (let index = 15, rest = distance; index > 11; index--, rest = Math.floor(rest / 256))
    bytes[index] = (bytes[index] ?? 0) + (rest % 256);
  return new ipaddr.IPv6(bytes).toString();
}
