import type { Outcome } from '#base/outcome.ts';
import type { Provider } from '#api/provider/index.ts';
import { type AddressFamily, addressFamily } from '#domain/network/address-family.ts';
import { familiesOf } from '../families-of.ts';
import { overlappingRanges } from '#domain/network/overlapping-ranges.ts';
import type { NetworkDesired, NetworkFacts } from '#providers/contract/network.ts';
import { keyText } from '../../reading/key-text.ts';
import type { ClusterScope, ProviderView } from '../scope.ts';

interface Parts {
  readonly view: ProviderView;
  readonly owners: NonNullable<ClusterScope['owners']>;
  readonly because: readonly string[];
  readonly families: readonly AddressFamily[];
}

/** A network made for other clusters may lie where this one wants its pods or Services, or lack a family: nothing could be routed then. */
function misfit({ cluster }: ClusterScope, facts: NetworkFacts): Outcome {
  const { pods, services } = cluster.spec.network;
  const pair = overlappingRanges([...pods.cidrs, ...services.cidrs], facts.cidrs);
  if (pair)
    return {
      outcome: 'stall',
      reason: 'RangeTaken',
      message: `range ${pair[0]} of this cluster overlaps ${pair[1]}, the network of provider ${cluster.spec.provider}: delete the cluster and declare it with other ranges in spec.network`,
    };
  const carried = facts.cidrs.map(addressFamily);
  const missing = familiesOf(cluster).find((family) => !carried.includes(family));
  if (missing === undefined) return { outcome: 'proceed' };
  return {
    outcome: 'stall',
    reason: 'FamilyNotCarried',
    message: `pods.cidrs and services.cidrs want ${missing}, and the network of provider ${cluster.spec.provider} was made without (${facts.cidrs.join(', ')}): it is made anew once no cluster uses it; until then use another Provider (docker.network.ipv6Cidr has its network made with IPv6), or declare the cluster without ${missing}`,
  };
}

function declaredRanges({ spec }: Provider): Pick<NetworkDesired, 'cidr' | 'ipv6Cidr'> {
  const { cidr, ipv6Cidr } = spec.docker.network;
  return { ...(cidr === undefined ? {} : { cidr }), ...(ipv6Cidr === undefined ? {} : { ipv6Cidr }) };
}

/** The ranges that a network had, to be had again. */
function sameRanges(parts: Parts, cidrs: readonly string[]): NetworkDesired {
  const [cidr, ipv6Cidr] = ['IPv4', 'IPv6'].map((family) => cidrs.find((range) => addressFamily(range) === family));
  const ranges = { ...(cidr === undefined ? {} : { cidr }), ...(ipv6Cidr === undefined ? {} : { ipv6Cidr }) };
  return { ...ranges, families: parts.families, avoid: [] };
}

/** What stands on a network that was taken away goes on when it comes back with the same ranges: addresses are in certificates. */
async function restore(parts: Parts, cidrs: readonly string[]): Promise<Outcome> {
  const { view, owners, because } = parts;
  await view.port.network.create(owners.network, sameRanges(parts, cidrs), { because });
  const message = 'the network was taken away: made it again, with everything on it where it was';
  return { outcome: 'progressed', reason: 'NetworkRestored', message, wokenBy: [{ by: 'provider' }] };
}

async function attach(parts: Parts, facts: NetworkFacts): Promise<Outcome> {
  const { view, owners, because } = parts;
  await view.port.network.update(owners.network, sameRanges(parts, facts.cidrs), { because });
  const message = `put ${facts.detached} machines and endpoints back on the network they were taken from`;
  return { outcome: 'progressed', reason: 'NetworkRestored', message, wokenBy: [{ by: 'provider' }] };
}

/** Pre: references hold. Changes: makes the provider's network. It must avoid this cluster's ranges, so it comes before machines. */
export async function ensureNetwork(scope: ClusterScope): Promise<Outcome> {
  const { cluster, owners, provider } = scope;
  const view = scope.view?.read;
  if (!view || !owners || !provider) return { outcome: 'proceed' };
  if (view.network.state === 'present' && view.network.deleting) {
    const message = 'the network of an earlier cluster is still going';
    const wokenBy = [{ by: 'provider' }] as const;
    return { outcome: 'wait', reason: 'NetworkGoing', message, wokenBy, atMostMilliseconds: 2_000 };
  }
  const because = [`Cluster ${keyText(cluster)} spec.provider`];
  const parts = { view, owners, because, families: familiesOf(cluster) };
  if (view.network.state === 'present') {
    const { facts } = view.network;
    return facts.detached > 0 ? attach(parts, facts) : misfit(scope, facts);
  }
  if (view.network.state === 'foreign') {
    return { outcome: 'stall', reason: 'ForeignNetwork', message: `the network belongs to ${view.network.holder}` };
  }
  const before = cluster.status?.network?.cidrs;
  if (before !== undefined && view.endpoint.state === 'present') return restore(parts, before);
  const { pods, services } = cluster.spec.network;
  const desired = { ...declaredRanges(provider), families: parts.families, avoid: [...pods.cidrs, ...services.cidrs] };
  await view.port.network.create(owners.network, desired, { because });
  const message = 'created the network';
  return { outcome: 'progressed', reason: 'NetworkCreated', message, wokenBy: [{ by: 'provider' }] };
}
