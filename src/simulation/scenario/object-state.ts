import type { Condition } from '#api/meta/condition.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { conditionsOf } from '#runtime/conditions-of.ts';
import { statusOf } from '#runtime/status-of.ts';

function ready(object: KubeObject): Condition | undefined {
  return conditionsOf(object).find(({ type }) => type === 'Ready');
}

/** What an object says of itself. */
export const objectState = {
  ready,

  /** Whether its Ready is True and speaks of it as it is declared now. */
  isReady(object: KubeObject): boolean {
    const found = ready(object);
    const observed = found?.observedGeneration ?? (statusOf(object)['observedGeneration'] as number | undefined);
    return found?.status === 'True' && (observed ?? 0) >= (object.metadata.generation ?? 0);
  },

  isGoing: (object: KubeObject): boolean => object.metadata.deletionTimestamp !== undefined,
} as const;
