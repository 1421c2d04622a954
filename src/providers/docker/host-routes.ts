import ipaddr from 'ipaddr.js';
import type { HostRecord } from './host-record.ts';

export interface HostRoute {
  readonly cidr: string;
  /** The interface it leads to. */
  readonly device: string;
}

/** Where the routes of a host lead, of both families; without default routes and what every host has for itself. */
export function hostRoutes({ routes, routes6 }: Pick<HostRecord, 'routes' | 'routes6'>): readonly HostRoute[] {
  return [...fourth(routes ?? ''), ...sixth(routes6 ?? '')];
}

/** `/proc/net/route`: addresses in hexadecimal, lowest byte first. */
function fourth(table: string): readonly HostRoute[] {
  return table
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .filter((columns) => columns.length > 7 && columns[7] !== '00000000')
    .map(([device = '', destination = '', , , , , , mask = '']) => ({
      cidr: `${lowestFirst(destination).join('.')}/${prefixLength(mask)}`,
      device,
    }));
}

function prefixLength(hexadecimal: string): number {
  return lowestFirst(hexadecimal)
    .map((byte) => byte.toString(2).replaceAll('0', '').length)
    .reduce((sum, bits) => sum + bits, 0);
}

function lowestFirst(hexadecimal: string): readonly number[] {
  return [6, 4, 2, 0].map((offset) => Number.parseInt(hexadecimal.slice(offset, offset + 2), 16));
}

/** `/proc/net/ipv6_route`: the destination's 32 digits, its prefix length in hexadecimal, the device last. */
function sixth(table: string): readonly HostRoute[] {
  return table
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((columns) => columns.length >= 10)
    .map((columns) => {
      const groups = columns[0]?.match(/.{4}/g) ?? [];
      const address = ipaddr.IPv6.parse(groups.join(':'));
      return { address, length: Number.parseInt(columns[1] ?? '0', 16), device: columns.at(-1) ?? '' };
    })
    .filter(({ address, length }) => length > 0 && !['linkLocal', 'multicast', 'loopback'].includes(address.range()))
    .filter(({ length }) => length < 128)
    .map(({ address, length, device }) => ({ cidr: `${address.toString()}/${length}`, device }));
}
