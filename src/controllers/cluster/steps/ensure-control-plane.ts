import { ControlPlane } from '#api/control-plane/index.ts';
import type { Outcome } from '#base/outcome.ts';
import type { Pass } from '#runtime/pass.ts';
import { keyText } from '../../reading/key-text.ts';
import type { ClusterScope } from '../scope.ts';

/** Pre: references hold. Changes: the ControlPlane object. It stands before the pools: nothing joins without it. */
export async function ensureControlPlane(scope: ClusterScope, pass: Pass): Promise<Outcome> {
  const { metadata, spec } = scope.cluster;
  const written = await pass.write.ensure(
    ControlPlane,
    {
      metadata: { name: metadata.name, namespace: metadata.namespace },
      spec: {
        cluster: metadata.name,
        release: spec.release,
        replicas: spec.controlPlane.replicas,
        machine: spec.controlPlane.machine,
      },
    },
    { because: [`Cluster ${keyText(scope.cluster)} spec.controlPlane`] },
  );
  if (written.changed === 'unchanged') return { outcome: 'proceed' };
  return {
    outcome: 'progressed',
    reason: 'ControlPlaneDeclared',
    message: `${written.changed} the control plane`,
    wokenBy: [{ by: 'object', what: 'ControlPlane' }],
  };
}
