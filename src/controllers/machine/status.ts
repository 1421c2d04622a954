import type { Machine } from '#api/machine/index.ts';
import { bootstrapProgress } from '#domain/host/bootstrap-progress.ts';
import type { ComputedCondition, StatusInput } from '#runtime/controller.ts';
import { conditionOf } from '../reading/condition-of.ts';
import { nodeReady } from './node-ready.ts';
import type { MachineScope } from './scope.ts';
import { skipsDrain } from './skips-drain.ts';

type Input = StatusInput<Machine, MachineScope>;
type Bootstrap = NonNullable<NonNullable<Machine['status']>['bootstrap']>;

/** From the journal; what was learned stays while the machine cannot be reached. */
function bootstrap({ object, scope }: Input): Bootstrap {
  const before: Bootstrap = object.status?.bootstrap ?? { state: 'Pending' };
  const progress = bootstrapProgress(scope?.journal ?? []);
  if (before.state === 'Done' || !progress) return before;
  const { done, failed, phase, waitingFor } = progress;
  if (done) return { state: 'Done' };
  if (failed) {
    return {
      state: 'Failed',
      phase: failed.phase,
      message: failed.lines.join('\n'),
      ...(failed.command ? { command: failed.command.join(' ') } : {}),
      ...(failed.exitCode === undefined ? {} : { exitCode: failed.exitCode }),
    };
  }
  return { state: 'Running', phase, ...(waitingFor === undefined ? {} : { message: waitingFor }) };
}

/** The objects a cluster begins with are applied as soon as its API serves: from then on the manager is somebody there. */
function apiServing({ object, scope }: Input): boolean {
  const applied = scope?.journal.some((entry) => entry.phase === 'cluster-manifests' && entry.event === 'succeeded');
  return object.spec.role === 'ControlPlane' && (object.status?.apiServing === true || applied === true);
}

export function status(input: Input): { readonly [field: string]: unknown } | undefined {
  const { object, scope } = input;
  const observed = scope?.view?.read?.observed;
  // What is not made yet may still be made: its id would say that it was.
  const facts = observed?.state === 'present' && !observed.facts.unfinished ? observed.facts : undefined;
  const providerId = facts?.providerId ?? object.status?.providerId;
  const addresses = facts?.addresses ?? object.status?.addresses;
  const image = facts?.image ?? object.status?.image;
  const nodeRef = scope?.node
    ? { name: scope.node.metadata.name, uid: scope.node.metadata.uid }
    : object.status?.nodeRef;
  const architecture = scope?.node?.status?.nodeInfo?.architecture ?? object.status?.architecture;
  return {
    bootstrap: bootstrap(input),
    ...(apiServing(input) ? { apiServing: true } : {}),
    ...(providerId === undefined ? {} : { providerId }),
    ...(addresses === undefined ? {} : { addresses }),
    ...(image === undefined ? {} : { image }),
    ...(architecture === undefined ? {} : { architecture }),
    ...(nodeRef ? { nodeRef } : {}),
  };
}

function provisioned({ scope, outcome }: Input): ComputedCondition {
  const observed = scope?.view?.read?.observed;
  const type = 'Provisioned';
  if (!observed)
    return { type, status: 'Unknown', reason: 'ProviderUnavailable', message: 'the provider does not answer' };
  if (observed.state === 'present' && observed.facts.state === 'running')
    return { type, status: 'True', reason: 'Running', message: 'the machine runs' };
  if (outcome.outcome === 'wait' || outcome.outcome === 'stall')
    return { type, status: 'False', reason: outcome.reason, message: outcome.message };
  return { type, status: 'False', reason: 'NotCreated', message: 'the machine is not there yet' };
}

function bootstrapped(input: Input): ComputedCondition {
  const { message, phase, state } = bootstrap(input);
  const type = 'Bootstrapped';
  switch (state) {
    case 'Done':
      return { type, status: 'True', reason: 'Done', message: 'the machine joined' };
    case 'Failed':
      return {
        type,
        status: 'False',
        reason: 'BootstrapFailed',
        message: `phase ${phase ?? 'unknown'} failed: ${message ?? ''}`,
      };
    case 'Running':
      return { type, status: 'False', reason: 'Bootstrapping', message: message ?? `phase ${phase ?? 'unknown'}` };
    case 'Pending':
      return { type, status: 'False', reason: 'Pending', message: 'the bootstrap has not begun' };
  }
}

function nodeHealthy({ object, scope }: Input): ComputedCondition {
  const type = 'NodeReady';
  if (scope?.remote?.state.state === 'unreachable') {
    return {
      type,
      status: 'Unknown',
      reason: 'ClusterUnreachable',
      message: `the cluster's API does not answer since ${scope.remote.state.since}`,
    };
  }
  const before = conditionOf(object, type);
  if (!scope?.node && !scope?.nodesKnown && object.status?.nodeRef && before) {
    const { status, reason, message } = before;
    return { type, status, reason, message };
  }
  if (!scope?.node) return { type, status: 'False', reason: 'NoNode', message: 'it has no Node yet' };
  const ready = nodeReady(scope.node);
  return { type, status: ready.status === 'True' ? 'True' : 'False', reason: ready.reason, message: ready.message };
}

function deleting({ object, scope, outcome }: Input): readonly ComputedCondition[] {
  if (!object.metadata.deletionTimestamp || !scope) return [];
  const skipped = skipsDrain(scope);
  const doing =
    outcome.outcome === 'wait' || outcome.outcome === 'progressed' || outcome.outcome === 'stall' ? outcome : undefined;
  const drain = skipped === undefined ? '' : ` (no drain: ${skipped})`;
  return [
    {
      type: 'Deleting',
      status: 'True',
      reason: doing?.reason ?? 'Deleting',
      message: `${doing?.message ?? 'is going'}${drain}`,
    },
  ];
}

export function conditions(input: Input): readonly ComputedCondition[] {
  return [bootstrapped(input), ...deleting(input), nodeHealthy(input), provisioned(input)];
}
