export type AddressFamily = 'IPv4' | 'IPv6';

/** The family of an address or range. */
export function addressFamily(address: string): AddressFamily {
  return address.includes(':') ? 'IPv6' : 'IPv4';
}
