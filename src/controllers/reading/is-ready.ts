import type { Condition } from '#api/meta/condition.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { conditionOf } from './condition-of.ts';

/** Whether an object says Ready of its present spec. */
export function isReady(
  object: KubeObject & { readonly status?: { readonly conditions?: readonly Condition[] | undefined } | undefined },
): boolean {
  const ready = conditionOf(object, 'Ready');
  return ready?.status === 'True' && (ready.observedGeneration ?? 0) >= (object.metadata.generation ?? 0);
}
