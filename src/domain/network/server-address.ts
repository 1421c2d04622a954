import ipaddr from 'ipaddr.js';

/** Where a cluster's API answers: `internal` from machines and Pods, `external` from wherever it is published. */
export interface PublishedEndpoint {
  readonly internal: EndpointAddress;
  readonly external: EndpointAddress;
}

interface EndpointAddress {
  readonly address: string;
  readonly port: number;
}

/** Where a client runs: on some host, or in a Pod. */
export type ClientPlace = 'host' | 'pod';

function isLoopback(address: string): boolean {
  return address === 'localhost' || (ipaddr.isValid(address) && ipaddr.parse(address).range() === 'loopback');
}

function url({ address, port }: EndpointAddress): string {
  return `https://${address.includes(':') ? `[${address}]` : address}:${port}`;
}

/**
 * The address, as `https://…`, by which a client reaches a cluster's API: the external one, which is there for everybody; but a loopback
 * address is of the one host that publishes it, and a Pod is never there: it takes the internal one.
 */
export function serverAddress(endpoint: PublishedEndpoint, place: ClientPlace): string {
  return url(place === 'pod' && isLoopback(endpoint.external.address) ? endpoint.internal : endpoint.external);
}
