import type { Outcome } from '#base/outcome.ts';
import { effects } from '../../reading/effects.ts';
import { keyText } from '../../reading/key-text.ts';
import type { ClusterScope } from '../scope.ts';

/** Pre: no machine is left. Changes: removes the endpoint and with it the evidence that the cluster was initialised. */
export async function deleteEndpoint(scope: ClusterScope): Promise<Outcome> {
  if (scope.view?.failure) return scope.view.failure;
  const view = scope.view?.read;
  if (!view || !scope.owners || view.endpoint.state !== 'present') return { outcome: 'proceed' };
  if (view.endpoint.deleting) {
    const message = `the provider removes the API endpoint since ${view.endpoint.since}`;
    const wokenBy = [{ by: 'provider' }] as const;
    return { outcome: 'wait', reason: 'EndpointGoing', message, wokenBy, atMostMilliseconds: 2_000 };
  }
  await view.port.endpoint.delete(scope.owners.cluster, {
    because: [`Cluster ${keyText(scope.cluster)} deleted`],
    after: [effects.endpoint(keyText(scope.cluster)), effects.removal('ControlPlane', keyText(scope.cluster))],
  });
  return {
    outcome: 'progressed',
    reason: 'EndpointDeleted',
    message: 'deleted the API endpoint',
    wokenBy: [{ by: 'provider' }],
  };
}
