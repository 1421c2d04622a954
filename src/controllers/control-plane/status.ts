import type { ControlPlane } from '#api/control-plane/index.ts';
import { labels } from '#api/meta/labels.ts';
import { machineInputs } from '#domain/machine/machine-inputs.ts';
import type { ComputedCondition, StatusInput } from '#runtime/controller.ts';
import { isReady } from '../reading/is-ready.ts';
import { machinesUpToDate } from '../reading/machines-up-to-date.ts';
import { outdatedMachines } from '../reading/outdated-machines.ts';
import type { ControlPlaneScope } from './scope.ts';

type Input = StatusInput<ControlPlane, ControlPlaneScope>;

function initializedBy(scope: ControlPlaneScope): string | undefined {
  const observed = scope.endpoint?.read?.observed;
  return observed?.state === 'present' ? observed.facts.initializedBy : undefined;
}

/** `initialized` is set when the machine that may initialise has done so; `initializer` as soon as the provider bears the mark, `claimed` says since when. */
export function status({ object, scope, now, outcome }: Input): { readonly [field: string]: unknown } | undefined {
  if (!scope) return undefined;
  const marked = initializedBy(scope) ?? object.status?.initializer;
  const done = scope.machines.find(
    (machine) => machine.metadata.uid === marked && machine.status?.bootstrap?.state === 'Done',
  );
  const initialized = object.status?.initialized ?? (done ? { machine: done.metadata.uid, time: now } : undefined);
  const serving =
    object.status?.apiServing === true || scope.machines.some((machine) => machine.status?.apiServing === true);
  const asks = outcome.outcome === 'wait' && outcome.reason === 'WaitingForTurn';
  const observed = scope.endpoint?.read?.observed;
  const backends =
    observed?.state === 'present'
      ? observed.facts.backends.map((backend) => backend.name)
      : object.status?.endpointBackends;
  const asked = object.status?.asked ?? (asks ? scope.rivals?.moment : undefined);
  return {
    replicas: scope.machines.length,
    readyReplicas: scope.machines.filter(isReady).length,
    outdatedReplicas: outdatedMachines(machineInputs(object.spec), scope.machines).length,
    selector: `${labels.cluster}=${object.spec.cluster},${labels.role}=ControlPlane`,
    ...(marked === undefined ? {} : { initializer: marked, claimed: object.status?.claimed ?? now }),
    ...(asked === undefined ? {} : { asked }),
    ...(initialized ? { initialized } : {}),
    ...(serving ? { apiServing: true } : {}),
    ...(backends ? { endpointBackends: backends } : {}),
  };
}

function initialized({ object, scope }: Input): ComputedCondition {
  const marked = scope && (initializedBy(scope) ?? object.status?.initializer);
  const done = scope?.machines.some(
    (machine) => machine.metadata.uid === marked && machine.status?.bootstrap?.state === 'Done',
  );
  if (object.status?.initialized || done)
    return { type: 'Initialized', status: 'True', reason: 'Initialized', message: 'the cluster was initialised' };
  const machine = scope?.machines[0];
  const phase = machine?.status?.bootstrap?.phase;
  const message = machine
    ? `${machine.metadata.name} ${phase === undefined ? 'is being made' : `is in phase ${phase}`}`
    : 'no machine yet';
  return { type: 'Initialized', status: 'False', reason: 'NotInitialized', message };
}

function machinesReady({ object, scope }: Input): ComputedCondition {
  const ready = scope?.machines.filter(isReady).length ?? 0;
  const enough = ready >= object.spec.replicas;
  return {
    type: 'MachinesReady',
    status: enough ? 'True' : 'False',
    reason: enough ? 'Ready' : 'NotReady',
    message: `${ready} of ${object.spec.replicas} machines are Ready`,
  };
}

export function conditions(input: Input): readonly ComputedCondition[] {
  const { object, scope } = input;
  const outdated = outdatedMachines(machineInputs(object.spec), scope?.machines ?? []);
  const upToDate = machinesUpToDate(
    outdated,
    'a control plane cannot be rolled yet, so only a new cluster gets what is declared now',
  );
  return [initialized(input), machinesReady(input), upToDate];
}
