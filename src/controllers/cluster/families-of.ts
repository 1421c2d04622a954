import type { Cluster } from '#api/cluster/index.ts';
import { type AddressFamily, addressFamily } from '#domain/network/address-family.ts';

/** The families of a cluster's pods, which its Services have too; the first is the one most things use. */
export function familiesOf({ spec }: Cluster): readonly AddressFamily[] {
  return spec.network.pods.cidrs.map(addressFamily);
}
