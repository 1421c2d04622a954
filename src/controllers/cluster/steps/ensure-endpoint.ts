import type { Outcome } from '#base/outcome.ts';
import { effects } from '../../reading/effects.ts';
import { keyText } from '../../reading/key-text.ts';
import type { ClusterScope } from '../scope.ts';

/** Pre: image and network exist. Changes: makes the endpoint, whose address every machine and certificate needs. */
export async function ensureEndpoint(scope: ClusterScope): Promise<Outcome> {
  const { cluster, owners, provider } = scope;
  const view = scope.view?.read;
  if (!view || !owners || !provider) return { outcome: 'proceed' };
  if (view.endpoint.state === 'foreign')
    return { outcome: 'stall', reason: 'ForeignEndpoint', message: `the endpoint belongs to ${view.endpoint.holder}` };
  if (view.endpoint.state === 'absent') {
    if (view.endpointImage.state !== 'present') return { outcome: 'proceed' };
    await view.port.endpoint.create(
      owners.cluster,
      {
        network: { uid: owners.network.uid, name: owners.network.name },
        image: view.endpointImage.facts.reference,
        backends: [],
      },
      {
        because: [`Cluster ${keyText(cluster)}`],
        after: [effects.network(owners.network.name), effects.image(owners.endpointImage.name)],
      },
    );
    return {
      outcome: 'progressed',
      reason: 'EndpointCreated',
      message: 'created the API endpoint',
      wokenBy: [{ by: 'provider' }],
    };
  }
  if (view.endpoint.facts.state === 'running') return { outcome: 'proceed' };
  return {
    outcome: 'wait',
    reason: 'EndpointStarting',
    message: `the API endpoint is ${view.endpoint.facts.state}${view.endpoint.facts.detail === '' ? '' : `: ${view.endpoint.facts.detail}`}`,
    wokenBy: [{ by: 'provider' }],
    atMostMilliseconds: 2_000,
  };
}
