/** The kernel settings of a node whose pods have these CIDRs, in the format of sysctl.d. */
export function kernelSettings(podCidrs: readonly string[]): string {
  const sixth = podCidrs.some((cidr) => cidr.includes(':'));
  return `net.ipv4.ip_forward = 1\n${sixth ? 'net.ipv6.conf.all.forwarding = 1\n' : ''}`;
}
