import type { Condition } from '#api/meta/condition.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';

interface Conditioned {
  readonly status?: { readonly conditions?: readonly Condition[] | undefined } | undefined;
}

/** One condition of an object, for summaries; nobody steers by their own. */
export function conditionOf(object: (KubeObject & Conditioned) | undefined, type: string): Condition | undefined {
  return object?.status?.conditions?.find((condition) => condition.type === type);
}
