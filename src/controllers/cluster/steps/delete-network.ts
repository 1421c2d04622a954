import type { Outcome } from '#base/outcome.ts';
import { effects } from '../../reading/effects.ts';
import { keyText } from '../../reading/key-text.ts';
import type { ClusterScope } from '../scope.ts';

/** Pre: the endpoint is gone. Changes: the last cluster of a provider takes the shared network with it. */
export async function deleteNetwork(scope: ClusterScope): Promise<Outcome> {
  const view = scope.view?.read;
  if (!view || !scope.owners || view.network.state !== 'present') return { outcome: 'proceed' };
  if (scope.neighbours.some(({ metadata }) => metadata.deletionTimestamp === undefined)) return { outcome: 'proceed' };
  const before = scope.neighbours.find(({ metadata }) => metadata.uid > scope.cluster.metadata.uid);
  // Of several that go at once each could leave it to another that has decided already: they go one after the other.
  if (before) {
    const message = `the network goes after Cluster ${keyText(before)}, which is being deleted too`;
    const wokenBy = [{ by: 'object', what: 'Cluster' }] as const;
    return { outcome: 'wait', reason: 'NeighbourGoing', message, wokenBy, atMostMilliseconds: 30_000 };
  }
  if (view.network.deleting) {
    const message = `the provider removes the network since ${view.network.since}`;
    const wokenBy = [{ by: 'provider' }] as const;
    return { outcome: 'wait', reason: 'NetworkGoing', message, wokenBy, atMostMilliseconds: 2_000 };
  }
  const { attached } = view.network.facts;
  if (attached > 0) {
    const message = `the network goes when the last of ${attached} resources has left it`;
    const wokenBy = [{ by: 'provider' }, { by: 'object', what: 'Cluster' }] as const;
    return { outcome: 'wait', reason: 'NetworkInUse', message, wokenBy, atMostMilliseconds: 2_000 };
  }
  await view.port.network.delete(scope.owners.network, {
    because: [`Cluster ${keyText(scope.cluster)} deleted`],
    after: [effects.network(scope.owners.network.name), effects.deleteEndpoint(keyText(scope.cluster))],
  });
  return {
    outcome: 'progressed',
    reason: 'NetworkDeleted',
    message: 'deleted the network',
    wokenBy: [{ by: 'provider' }],
  };
}
