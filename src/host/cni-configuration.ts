/**
 * The container network of one machine: a pair of interfaces per pod with addresses of this node's ranges, and ports
 * of the machine mapped to pods. Ranges of one family serve as alternatives, families beside each other.
 */
export function cniConfiguration(podCidrs: readonly string[]): string {
  const families = [podCidrs.filter((cidr) => !cidr.includes(':')), podCidrs.filter((cidr) => cidr.includes(':'))];
  const present = families.filter((cidrs) => cidrs.length > 0);
  const routes = present.map((cidrs) => ({ dst: cidrs[0]?.includes(':') === true ? '::/0' : '0.0.0.0/0' }));
  const ranges = present.map((cidrs) => cidrs.map((subnet) => ({ subnet })));
  const plugins = [
    { type: 'ptp', ipMasq: false, ipam: { type: 'host-local', ranges, routes } },
    { type: 'portmap', capabilities: { portMappings: true } },
  ];
  return `${JSON.stringify({ cniVersion: '1.0.0', name: 'slipway', plugins }, null, 2)}\n`;
}
