import { Pod } from '#api/builtin/pod.ts';
import { PodDisruptionBudget } from '#api/builtin/pod-disruption-budget.ts';
import { Cluster } from '#api/cluster/index.ts';
import { drainable } from '#controllers/machine/drainable.ts';
import type { PlannedEffect, PlannedEviction } from '#domain/plan/plan-document.ts';
import { selectsPod } from '../selects-pod.ts';
import type { WorldSnapshot } from './world-snapshot.ts';

/** The pods that are on machines to be drained, and what says whether they may go. */
export function plannedEvictions(
  effects: readonly PlannedEffect[],
  snapshot: WorldSnapshot,
): readonly PlannedEviction[] {
  const drained = effects.flatMap(({ id }) => {
    const [, cluster = '', machine = ''] = /^workload cordon node ([^/]+\/[^/]+)\/(\S+)$/.exec(id) ?? [];
    return machine === '' ? [] : [{ cluster, machine }];
  });
  return drained.flatMap(({ cluster, machine }) => {
    const objects = objectsOf(snapshot, cluster);
    const budgets = objects.filter((object): object is PodDisruptionBudget => object.kind === PodDisruptionBudget.kind);
    const pods = objects.filter((object): object is Pod => object.kind === Pod.kind);
    return drainable(pods.filter(({ spec }) => spec?.nodeName === machine)).map((pod) => {
      const budget = budgets.find((one) => selectsPod(one, pod));
      return {
        cluster,
        machine,
        pod: `${pod.metadata.namespace}/${pod.metadata.name}`,
        ...(budget === undefined ? {} : { budget: `${budget.metadata.namespace}/${budget.metadata.name}` }),
        blocked: budget?.status?.['disruptionsAllowed'] === 0,
      };
    });
  });
}

function objectsOf({ objects, workloads }: WorldSnapshot, key: string): readonly { readonly kind: string }[] {
  const cluster = objects.find(
    ({ kind, metadata }) => kind === Cluster.kind && `${metadata.namespace}/${metadata.name}` === key,
  );
  const workload = workloads[cluster?.metadata.uid ?? ''];
  return workload !== undefined && 'objects' in workload ? workload.objects : [];
}
