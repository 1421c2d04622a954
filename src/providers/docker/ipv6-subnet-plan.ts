import ipaddr from 'ipaddr.js';
import { ipv6Address } from './ipv6-address.ts';
import type { SubnetPlan } from './subnet-plan.ts';

/** How a bridge's IPv6 subnet is divided beside the IPv4 one: the engine's own choices lie where no IPv4 address leads. */
export function ipv6SubnetPlan(ipv6Subnet: string, subnet: string): SubnetPlan {
  const network = ipaddr.IPv6.networkAddressFromCIDR(ipv6Subnet);
  const [, length] = ipaddr.IPv6.parseCIDR(ipv6Subnet);
  // In the middle: engines count addresses in 64 bits, and a range that ends with them overflows.
  const middle = network.toByteArray();
  middle[length >> 3] = (middle[length >> 3] ?? 0) | (0x80 >> (length & 7));
  const [base] = ipaddr.IPv4.parseCIDR(subnet);
  const [first = 0, second = 0, third = 0, fourth = 0] = base.octets;
  return {
    Subnet: `${network.toString()}/${length}`,
    Gateway: ipv6Address(ipv6Subnet, subnet, [first, second, third, fourth + 1].join('.')),
    IPRange: `${new ipaddr.IPv6(middle).toString()}/${length + 16}`,
  };
}
