import type { Outcome } from '#base/outcome.ts';
import { keyText } from '../../reading/key-text.ts';
import type { ClusterScope } from '../scope.ts';

/**
 * Whether somebody else will see to the network: a cluster that stays, or, of several that go at once, the one with the
 * highest uid. Without that order each could leave it to the other.
 */
function leftToOthers({ cluster, neighbours }: ClusterScope): boolean {
  return neighbours.some(({ metadata }) => !metadata.deletionTimestamp || metadata.uid > cluster.metadata.uid);
}

/** Pre: the endpoint is gone. Changes: the last cluster of a provider takes the shared network with it. */
export async function deleteNetwork(scope: ClusterScope): Promise<Outcome> {
  const view = scope.view?.read;
  if (!view || !scope.owners || view.network.state !== 'present') return { outcome: 'proceed' };
  if (leftToOthers(scope)) return { outcome: 'proceed' };
  const { attached } = view.network.facts;
  if (attached > 0) {
    const message = `the network goes when the last of ${attached} resources has left it`;
    const wokenBy = [{ by: 'provider' }] as const;
    return { outcome: 'wait', reason: 'NetworkInUse', message, wokenBy, atMostMilliseconds: 2_000 };
  }
  await view.port.network.delete(scope.owners.network, { because: [`Cluster ${keyText(scope.cluster)} deleted`] });
  return {
    outcome: 'progressed',
    reason: 'NetworkDeleted',
    message: 'deleted the network',
    wokenBy: [{ by: 'provider' }],
  };
}
