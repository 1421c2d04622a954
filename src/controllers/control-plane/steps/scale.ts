import { labels } from '#api/meta/labels.ts';
import { Machine } from '#api/machine/index.ts';
import type { Outcome } from '#base/outcome.ts';
import { machineInputs } from '#domain/machine/machine-inputs.ts';
import { nextControlPlaneChange } from '#domain/scaling/next-control-plane-change.ts';
import type { Pass } from '#runtime/pass.ts';
import { effects } from '../../reading/effects.ts';
import { isReady } from '../../reading/is-ready.ts';
import { keyText } from '../../reading/key-text.ts';
import type { ControlPlaneScope } from '../scope.ts';

function machine(scope: ControlPlaneScope, name: string) {
  const { metadata, spec } = scope.controlPlane;
  return {
    metadata: {
      name,
      namespace: metadata.namespace,
      labels: { [labels.cluster]: spec.cluster, [labels.role]: 'ControlPlane' },
    },
    spec: { cluster: spec.cluster, role: 'ControlPlane', ...machineInputs(spec) },
  };
}

/** Pre: the authorities exist. Changes: one Machine at a time. Woken by: its machines. */
export async function scale(scope: ControlPlaneScope, pass: Pass): Promise<Outcome> {
  const { controlPlane, machines } = scope;
  const change = nextControlPlaneChange({
    cluster: controlPlane.spec.cluster,
    replicas: controlPlane.spec.replicas,
    machines: machines.map((member) => ({
      name: member.metadata.name,
      joined: member.status?.bootstrap?.state === 'Done',
      ready: isReady(member),
      deleting: member.metadata.deletionTimestamp !== undefined,
    })),
    members: undefined,
  });
  const because = [`ControlPlane ${keyText(controlPlane)} spec.replicas`];
  const wokenBy = [{ by: 'object', what: 'Machine' }] as const;
  switch (change.change) {
    case 'none':
      return { outcome: 'proceed' };
    case 'wait':
      return { outcome: 'wait', reason: change.reason, message: change.message, wokenBy, atMostMilliseconds: 60_000 };
    case 'add': {
      await pass.write.ensure(Machine, machine(scope, change.name), {
        because,
        after: [effects.object('ControlPlane', keyText(controlPlane))],
      });
      return { outcome: 'progressed', reason: 'MachineDeclared', message: `declared ${change.name}`, wokenBy };
    }
    case 'remove': {
      const leaving = machines.find((member) => member.metadata.name === change.name);
      if (leaving)
        await pass.write.delete(Machine, leaving, { because, after: [effects.object('Machine', keyText(leaving))] });
      return { outcome: 'progressed', reason: 'MachineRemoved', message: `removing ${change.name}`, wokenBy };
    }
  }
}
