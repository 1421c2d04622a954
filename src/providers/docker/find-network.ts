import type Dockerode from 'dockerode';
import { addressFamily } from '#domain/network/address-family.ts';
import { ProviderError } from '#providers/contract/provider-error.ts';
import { askEngine } from './ask-engine.ts';
import { labelFilter } from './label-filter.ts';
import { labelNames } from './label-names.ts';

export interface AttachedNetwork {
  readonly id: string;
  /** Uid of the Provider it belongs to. */
  readonly uid: string;
  readonly name: string;
  readonly subnet: string;
  readonly gateway: string;
  /** Undefined on a network of IPv4 alone. */
  readonly ipv6Subnet: string | undefined;
}

/** The network of a Provider that something is to be attached to. */
export async function findNetwork(
  engine: Dockerode,
  installation: string,
  network: { readonly uid: string; readonly name: string },
): Promise<AttachedNetwork> {
  const filters = labelFilter('network', { installation });
  filters.label.push(`${labelNames.uid}=${network.uid}`);
  const found = await askEngine('Listing networks', () => engine.listNetworks({ filters }));
  const [oldest] = found.toSorted((a, b) => (a.Created < b.Created ? -1 : 1));
  const pools = oldest?.IPAM?.Config ?? [];
  const pool = pools.find(({ Subnet }) => addressFamily(Subnet ?? '') === 'IPv4');
  const ipv6Subnet = pools.find(({ Subnet }) => addressFamily(Subnet ?? '') === 'IPv6')?.Subnet;
  if (oldest === undefined || !pool?.Subnet) {
    throw new ProviderError(
      'NotFound',
      `The network of ${network.name} is not there (yet); it has to be created first.`,
    );
  }
  return {
    id: oldest.Id,
    uid: network.uid,
    name: oldest.Name,
    subnet: pool.Subnet,
    gateway: pool.Gateway ?? '',
    ipv6Subnet,
  };
}
