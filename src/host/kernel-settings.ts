/** Engines turn IPv6 off for every interface of a container but their own; those of pods come later. */
const ipv6Settings = `net.ipv6.conf.all.disable_ipv6 = 0
net.ipv6.conf.default.disable_ipv6 = 0
net.ipv6.conf.all.forwarding = 1
`;

/** The kernel settings of a node whose pods have these CIDRs, in the format of sysctl.d. */
export function kernelSettings(podCidrs: readonly string[]): string {
  const sixth = podCidrs.some((cidr) => cidr.includes(':'));
  return `net.ipv4.ip_forward = 1\n${sixth ? ipv6Settings : ''}`;
}
