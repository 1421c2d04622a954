import type { Cluster } from '#api/cluster/index.ts';
import { canonicalJson } from '#base/canonical-json.ts';
import type { ComputedCondition, StatusInput } from '#runtime/controller.ts';
import type { RoutesScope } from './scope.ts';

/** PodNetworkReady: every machine that joined says that it has a route to the pods of every other. */
export function conditions({ scope, outcome }: StatusInput<Cluster, RoutesScope>): readonly ComputedCondition[] {
  if (!scope) return [];
  const type = 'PodNetworkReady';
  if (scope.cluster.spec.network.cni === 'External')
    return [{ type, status: 'True', reason: 'External', message: 'pod networking is left to an add-on' }];
  if (outcome.outcome === 'wait' || outcome.outcome === 'stall')
    return [{ type, status: 'False', reason: outcome.reason, message: outcome.message }];
  const behind = scope.machines.filter(
    (entry) => canonicalJson(entry.wanted) !== canonicalJson(entry.applied ?? { routes: [] }),
  );
  if (scope.machines.length === 0)
    return [{ type, status: 'False', reason: 'NoMachines', message: 'no machine has joined yet' }];
  if (behind.length === 0)
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
      message: `routes of ${behind.map((entry) => entry.machine.metadata.name).join(', ')} are being set`,
    },
  ];
}
