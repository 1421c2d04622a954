import type { Cluster } from '#api/cluster/index.ts';
import { conditionOf } from '../reading/condition-of.ts';
import type { ComputedCondition, StatusInput } from '#runtime/controller.ts';
import type { RoutesScope } from './scope.ts';

/** What was last said stands while it is not known. */
export function status({ object, scope }: StatusInput<Cluster, RoutesScope>): { readonly [field: string]: unknown } {
  const routedMachines = scope?.routed ?? object.status?.routedMachines;
  const ours = object.spec.network.cni !== 'External';
  return ours && routedMachines !== undefined ? { routedMachines } : {};
}

/** PodNetworkReady: every machine that joined says that it has a route to the pods of every other. */
export function conditions({
  object,
  scope,
  outcome,
}: StatusInput<Cluster, RoutesScope>): readonly ComputedCondition[] {
  if (!scope) return [];
  const type = 'PodNetworkReady';
  if (scope.cluster.spec.network.cni === 'External')
    return [{ type, status: 'True', reason: 'External', message: 'pod networking is left to an add-on' }];
  if (outcome.outcome === 'wait' || outcome.outcome === 'stall')
    return [{ type, status: 'False', reason: outcome.reason, message: outcome.message }];
  const late = scope.behind;
  if (scope.machines.length === 0)
    return [{ type, status: 'False', reason: 'NoMachines', message: 'no machine has joined yet' }];
  const before = conditionOf(object, type);
  // A manager that has just started knows nothing else: what was last said stands until the machines are heard.
  if (late.length === 0 && before && scope.machines.some(({ heard }) => !heard)) {
    const { status, reason, message } = before;
    return [{ type, status, reason, message }];
  }
  if (late.length === 0)
    return [
      {
        type,
        status: 'True',
        reason: 'RoutesSet',
        message: `${scope.machines.length} machines reach each other's pods`,
      },
    ];
  return [
    {
      type,
      status: 'False',
      reason: 'SettingRoutes',
      message: `routes of ${late.map((entry) => entry.machine.metadata.name).join(', ')} are being set`,
    },
  ];
}
