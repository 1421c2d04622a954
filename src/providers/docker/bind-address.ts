import ipaddr from 'ipaddr.js';

/**
 * The address that a port is bound to so that clients reach it at `published`: a loopback one as it is, else every
 * address of its family, as the host may be reached by one that it does not have itself. A name: both families.
 */
export function bindAddress(published: string): string {
  if (published === 'localhost') return '127.0.0.1';
  if (!ipaddr.isValid(published)) return '';
  const address = ipaddr.parse(published);
  if (address.range() === 'loopback') return published;
  return address.kind() === 'ipv6' ? '::' : '0.0.0.0';
}
