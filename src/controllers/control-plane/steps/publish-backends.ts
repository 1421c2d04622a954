import type { Outcome } from '#base/outcome.ts';
import { effects } from '../../reading/effects.ts';
import { keyText } from '../../reading/key-text.ts';
import { desiredEndpoint } from '../desired-endpoint.ts';
import type { ControlPlaneScope } from '../scope.ts';

/** Pre: the endpoint exists. Changes: which machines stand behind it. Early, since kubeadm itself talks through it. */
export async function publishBackends(scope: ControlPlaneScope): Promise<Outcome> {
  const endpoint = scope.endpoint?.read;
  if (endpoint?.observed.state !== 'present' || !scope.cluster) return { outcome: 'proceed' };
  const { facts } = endpoint.observed;
  const desired = desiredEndpoint(scope, facts, facts.initializedBy);
  // A machine without address yet is no reason to take the endpoint's last backend away.
  if (desired.backends.length === 0) return { outcome: 'proceed' };
  if (endpoint.port.model.compareEndpoint(desired, facts).result === 'same') return { outcome: 'proceed' };
  await endpoint.port.endpoint.update(endpoint.owner, desired, {
    because: [`ControlPlane ${keyText(scope.controlPlane)} spec.replicas`],
    after: desired.backends.map((backend) =>
      effects.machine(`${scope.controlPlane.metadata.namespace}/${backend.name}`),
    ),
  });
  return {
    outcome: 'progressed',
    reason: 'BackendsPublished',
    message: `the endpoint leads to ${desired.backends.map((backend) => backend.name).join(', ')}`,
    wokenBy: [{ by: 'provider' }],
  };
}
