import ipaddr from 'ipaddr.js';

export interface SubnetPlan {
  readonly Subnet: string;
  /** The first address: named, because the engine would take it from the range. */
  readonly Gateway: string;
  /** Where the engine's own choices come from: the last sixteenth, so that they never take an address Slipway chose. */
  readonly IPRange: string;
}

/** How a bridge's IPv4 subnet is divided, as the engine wants it written. */
export function subnetPlan(subnet: string): SubnetPlan {
  const [, length] = ipaddr.IPv4.parseCIDR(subnet);
  const rangeLength = Math.min(length + 4, 30);
  const last = ipaddr.IPv4.broadcastAddressFromCIDR(subnet).toString();
  const network = ipaddr.IPv4.networkAddressFromCIDR(subnet);
  const [first = 0, second = 0, third = 0, fourth = 0] = network.octets;
  return {
    Subnet: `${network.toString()}/${length}`,
    Gateway: [first, second, third, fourth + 1].join('.'),
    IPRange: `${ipaddr.IPv4.networkAddressFromCIDR(`${last}/${rangeLength}`).toString()}/${rangeLength}`,
  };
}
