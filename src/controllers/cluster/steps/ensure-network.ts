import type { Outcome } from '#base/outcome.ts';
import { overlappingRanges } from '#domain/network/overlapping-ranges.ts';
import type { NetworkFacts } from '#providers/contract/network.ts';
import { keyText } from '../../reading/key-text.ts';
import type { ClusterScope, ProviderView } from '../scope.ts';

interface Parts {
  readonly view: ProviderView;
  readonly owners: NonNullable<ClusterScope['owners']>;
  readonly because: readonly string[];
}

/** A network made for other clusters may lie where this one wants its pods or Services: nothing could be routed then. */
function collision({ cluster }: ClusterScope, facts: NetworkFacts): Outcome {
  const { pods, services } = cluster.spec.network;
  const pair = overlappingRanges([...pods.cidrs, ...services.cidrs], facts.cidrs);
  if (!pair) return { outcome: 'proceed' };
  return {
    outcome: 'stall',
    reason: 'RangeTaken',
    message: `range ${pair[0]} of this cluster overlaps ${pair[1]}, the network of provider ${cluster.spec.provider}: delete the cluster and declare it with other ranges in spec.network`,
  };
}

/** What stands on a network that was taken away goes on when it comes back with the same range: addresses are in certificates. */
async function restore(parts: Parts, cidr: string): Promise<Outcome> {
  const { view, owners, because } = parts;
  await view.port.network.create(owners.network, { cidr, avoid: [] }, { because });
  const message = 'the network was taken away: made it again, with everything on it where it was';
  return { outcome: 'progressed', reason: 'NetworkRestored', message, wokenBy: [{ by: 'provider' }] };
}

async function attach(parts: Parts, facts: NetworkFacts): Promise<Outcome> {
  const { view, owners, because } = parts;
  const [cidr] = facts.cidrs;
  const desired = { ...(cidr === undefined ? {} : { cidr }), avoid: [] };
  await view.port.network.update(owners.network, desired, { because });
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
  const parts = { view, owners, because };
  if (view.network.state === 'present') {
    const { facts } = view.network;
    return facts.detached > 0 ? attach(parts, facts) : collision(scope, facts);
  }
  if (view.network.state === 'foreign') {
    return { outcome: 'stall', reason: 'ForeignNetwork', message: `the network belongs to ${view.network.holder}` };
  }
  const before = cluster.status?.network?.cidrs[0];
  if (before !== undefined && view.endpoint.state === 'present') return restore(parts, before);
  const { cidr } = provider.spec.docker.network;
  const avoid = [...cluster.spec.network.pods.cidrs, ...cluster.spec.network.services.cidrs];
  const desired = { ...(cidr === undefined ? {} : { cidr }), avoid };
  await view.port.network.create(owners.network, desired, { because });
  const message = 'created the network';
  return { outcome: 'progressed', reason: 'NetworkCreated', message, wokenBy: [{ by: 'provider' }] };
}
