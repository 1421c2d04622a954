import { ControlPlane } from '#api/control-plane/index.ts';
import type { Outcome } from '#base/outcome.ts';
import { machineInputs } from '#domain/machine/machine-inputs.ts';
import type { Pass } from '#runtime/pass.ts';
import { keyText } from '../../reading/key-text.ts';
import type { ClusterScope } from '../scope.ts';

/** Pre: references hold. Changes: the ControlPlane object. It stands before the pools: nothing joins without it. */
export async function ensureControlPlane(scope: ClusterScope, pass: Pass): Promise<Outcome> {
  const { metadata, spec } = scope.cluster;
  const { controlPlane } = spec;
  const { extraArgs } = controlPlane.etcd;
  const etcd = extraArgs ? { extraArgs } : undefined;
  const written = await pass.write.ensure(
    ControlPlane,
    {
      metadata: { name: metadata.name, namespace: metadata.namespace },
      spec: {
        cluster: metadata.name,
        replicas: controlPlane.replicas,
        ...machineInputs({
          ...controlPlane,
          release: spec.release,
          etcd,
          registries: spec.registries,
          proxy: spec.proxy,
        }),
        ...(controlPlane.certificateAuthority ? { certificateAuthority: controlPlane.certificateAuthority } : {}),
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
