import type { Outcome } from '#base/outcome.ts';
import { keyText } from '../../reading/key-text.ts';
import type { ClusterScope } from '../scope.ts';

/** Pre: references hold. Changes: makes the provider's network. It must avoid this cluster's ranges, so it comes before machines. */
export async function ensureNetwork(scope: ClusterScope): Promise<Outcome> {
  const { cluster, owners, provider } = scope;
  const view = scope.view?.read;
  if (!view || !owners || !provider || view.network.state === 'present') return { outcome: 'proceed' };
  if (view.network.state === 'foreign')
    return { outcome: 'stall', reason: 'ForeignNetwork', message: `the network belongs to ${view.network.holder}` };
  const cidr = provider.spec.docker.network.cidr;
  const avoid = [...cluster.spec.network.pods.cidrs, ...cluster.spec.network.services.cidrs];
  await view.port.network.create(
    owners.network,
    { ...(cidr === undefined ? {} : { cidr }), avoid },
    { because: [`Cluster ${keyText(cluster)} spec.provider`] },
  );
  return {
    outcome: 'progressed',
    reason: 'NetworkCreated',
    message: 'created the network',
    wokenBy: [{ by: 'provider' }],
  };
}
