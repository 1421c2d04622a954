import type { Outcome } from '#base/outcome.ts';
import { effects } from '../../reading/effects.ts';
import { keyText } from '../../reading/key-text.ts';
import type { ControlPlaneScope } from '../scope.ts';
import { desiredEndpoint } from '../desired-endpoint.ts';

/**
 * Pre: the endpoint exists and the first Machine is declared. Changes: writes at the provider which Machine may initialise.
 * The mark comes before the deed: if both the store and the manager were lost right after it, nobody would initialise a second time.
 */
export async function claimInitialization(scope: ControlPlaneScope): Promise<Outcome> {
  if (scope.endpoint?.failure) return scope.endpoint.failure;
  const endpoint = scope.endpoint?.read;
  const [first] = scope.machines;
  if (!first) return { outcome: 'proceed' };
  if (!endpoint || endpoint.observed.state !== 'present' || !scope.cluster) {
    return {
      outcome: 'wait',
      reason: 'WaitingForEndpoint',
      message: 'the API endpoint is not there yet',
      wokenBy: [{ by: 'object', what: 'Cluster' }],
      atMostMilliseconds: 60_000,
    };
  }
  if (endpoint.observed.facts.initializedBy !== undefined) return { outcome: 'proceed' };
  if (scope.controlPlane.status?.initialized) {
    return {
      outcome: 'stall',
      reason: 'InitializationMarkLost',
      message:
        'the cluster was initialised, but the mark at the provider is gone: somebody removed the endpoint by hand; restore the cluster from a backup',
    };
  }
  const owner = endpoint.owner;
  await endpoint.port.endpoint.update(owner, desiredEndpoint(scope, endpoint.observed.facts, first.metadata.uid), {
    because: [`ControlPlane ${keyText(scope.controlPlane)}`],
    after: [effects.endpoint(keyText(scope.cluster)), effects.object('Machine', keyText(first))],
  });
  return {
    outcome: 'progressed',
    reason: 'InitializationClaimed',
    message: `${first.metadata.name} may initialise the cluster`,
    wokenBy: [{ by: 'provider' }],
  };
}
