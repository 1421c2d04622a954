import ipaddr from 'ipaddr.js';

/** The smallest host address of an IPv4 subnet that is neither its gateway nor used; undefined when all are. */
export function freeAddress(subnet: string, gateway: string, used: ReadonlySet<string>): string | undefined {
  const [base, length] = ipaddr.IPv4.parseCIDR(subnet);
  const first = base.toByteArray().reduce((sum, byte) => sum * 256 + byte, 0);
  const last = first + 2 ** (32 - length) - 2;
  for (let number = first + 1; number <= last; number++) {
    const address = [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
    if (address !== gateway && !used.has(address)) return address;
  }
  return undefined;
}
