import { labels } from '#api/meta/labels.ts';
import type { NodePool } from '#api/node-pool/index.ts';
import { machineInputs } from '#domain/machine/machine-inputs.ts';
import type { ComputedCondition, StatusInput } from '#runtime/controller.ts';
import { isReady } from '../reading/is-ready.ts';
import { machinesUpToDate } from '../reading/machines-up-to-date.ts';
import { outdatedMachines } from '../reading/outdated-machines.ts';
import type { PoolScope } from './scope.ts';

type Input = StatusInput<NodePool, PoolScope>;

export function status({ object, scope }: Input): { readonly [field: string]: unknown } | undefined {
  if (!scope) return undefined;
  return {
    replicas: scope.machines.length,
    readyReplicas: scope.machines.filter(isReady).length,
    outdatedReplicas: outdatedMachines(machineInputs(object.spec), scope.machines).length,
    selector: `${labels.cluster}=${object.spec.cluster},${labels.pool}=${object.spec.pool}`,
  };
}

export function conditions({ object, scope }: Input): readonly ComputedCondition[] {
  const ready =
    scope?.machines.filter((machine) => !machine.metadata.deletionTimestamp && isReady(machine)).length ?? 0;
  const enough = ready >= object.spec.replicas;
  return [
    {
      type: 'MachinesReady',
      status: enough ? 'True' : 'False',
      reason: enough ? 'Ready' : 'NotReady',
      message: `${ready} of ${object.spec.replicas} machines are Ready`,
    },
    machinesUpToDate(
      outdatedMachines(machineInputs(object.spec), scope?.machines ?? []),
      'new machines of the pool get what is declared now, and slipway delete machine NAME has one replaced',
    ),
  ];
}
