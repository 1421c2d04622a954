import { Node } from '#api/builtin/node.ts';
import { Cluster } from '#api/cluster/index.ts';
import { Machine } from '#api/machine/index.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { Controller } from '#runtime/controller.ts';
import { clusterKey } from '../reading/cluster-key.ts';
import { guarded } from '../reading/guarded.ts';
import { type RoutesScope, readScope } from './scope.ts';
import { conditions, status } from './status.ts';
import { setRoutes } from './steps/set-routes.ts';

/** What of a machine says that it has joined and where it is. */
function joiningOf(object: KubeObject): unknown {
  const { metadata, status } = object as Machine;
  return [metadata.deletionTimestamp, status?.bootstrap?.state, status?.providerId];
}

/**
 * Keeps on every machine a route to the pods of every other: what a cloud's route controller does.
 * The machine stores them on its own disk, so they come back with it when no manager runs.
 */
export const clusterPodRoutes: Controller<Cluster, RoutesScope> = {
  name: 'cluster.pod-routes',
  for: Cluster,
  reads: [{ kind: Machine, wakes: clusterKey, looksAt: joiningOf }],
  owns: [],
  remote: [{ kind: Node, wakes: (_, cluster) => [cluster] }],
  remoteWrites: [],
  uses: ['host', 'journals', 'workload'],
  scope: readScope,
  steps: guarded([
    {
      name: 'set-routes',
      why: 'the only thing it keeps',
      run: async (scope, pass) =>
        scope.cluster.spec.network.cni === 'External' ? { outcome: 'proceed' } : setRoutes(scope, pass),
    },
  ]),
  deletionSteps: [],
  status,
  conditions,
  readyFrom: [],
};
