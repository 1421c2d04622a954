import type { Outcome } from '#base/outcome.ts';
import type { EndpointFacts } from '#providers/contract/endpoint.ts';
import { effects } from '../../reading/effects.ts';
import { keyText } from '../../reading/key-text.ts';
import type { ClusterScope, ProviderView } from '../scope.ts';

type Owners = NonNullable<ClusterScope['owners']>;

interface Parts {
  readonly scope: ClusterScope;
  readonly view: ProviderView;
  readonly owners: Owners;
}

async function create({ scope, view, owners }: Parts): Promise<Outcome> {
  if (view.endpointImage.state !== 'present') return { outcome: 'proceed' };
  const network = { uid: owners.network.uid, name: owners.network.name };
  const desired = { network, image: view.endpointImage.facts.reference, backends: [] };
  const after = [effects.network(owners.network.name), effects.image(owners.endpointImage.name)];
  await view.port.endpoint.create(owners.cluster, desired, { because: [`Cluster ${keyText(scope.cluster)}`], after });
  const message = 'created the API endpoint';
  return { outcome: 'progressed', reason: 'EndpointCreated', message, wokenBy: [{ by: 'provider' }] };
}

/** Every client of the cluster depends on it, and it holds nothing that could be lost: it is started again without asking. */
async function revive({ scope, view, owners }: Parts, facts: EndpointFacts): Promise<Outcome> {
  const network = { uid: owners.network.uid, name: owners.network.name };
  const { backends, image, initializedBy } = facts;
  const desired = { network, image, backends, ...(initializedBy === undefined ? {} : { initializedBy }) };
  await view.port.endpoint.update(owners.cluster, desired, { because: [`Cluster ${keyText(scope.cluster)}`] });
  const message = `started the API endpoint again${facts.detail === '' ? '' : ` (${facts.detail})`}`;
  return { outcome: 'progressed', reason: 'EndpointRevived', message, wokenBy: [{ by: 'provider' }] };
}

/** Pre: image and network exist. Changes: makes the endpoint, whose address every machine and certificate needs, or starts it again. */
export async function ensureEndpoint(scope: ClusterScope): Promise<Outcome> {
  const { owners } = scope;
  const view = scope.view?.read;
  if (!view || !owners) return { outcome: 'proceed' };
  const parts = { scope, view, owners };
  if (view.endpoint.state === 'foreign') {
    return { outcome: 'stall', reason: 'ForeignEndpoint', message: `the endpoint belongs to ${view.endpoint.holder}` };
  }
  if (view.endpoint.state === 'absent') return create(parts);
  const { facts } = view.endpoint;
  if (facts.state === 'running') return { outcome: 'proceed' };
  if (facts.state === 'stopped' || facts.unfinished) return revive(parts, facts);
  const message = `the API endpoint is ${facts.state}${facts.detail === '' ? '' : `: ${facts.detail}`}`;
  const wokenBy = [{ by: 'provider' }] as const;
  return { outcome: 'wait', reason: 'EndpointStarting', message, wokenBy, atMostMilliseconds: 2_000 };
}
