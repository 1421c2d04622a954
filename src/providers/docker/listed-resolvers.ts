import ipaddr from 'ipaddr.js';

/** IPv4 addresses of name servers in resolver configurations, without loopback ones: machines cannot reach those. */
export function listedResolvers(configuration: string): readonly string[] {
  const addresses = configuration
    .split('\n')
    .map((line) => /^\s*nameserver\s+(\S+)/.exec(line)?.[1] ?? '')
    .filter((address) => ipaddr.IPv4.isValidFourPartDecimal(address))
    .filter((address) => ipaddr.IPv4.parse(address).range() !== 'loopback');
  return [...new Set(addresses)];
}
