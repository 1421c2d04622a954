import type { Condition } from '#api/meta/condition.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';

interface Conditioned extends KubeObject {
  readonly status?: { readonly conditions?: readonly Condition[]; readonly observedGeneration?: number };
}

function condition(object: KubeObject, type: string): Condition | undefined {
  return (object as Conditioned).status?.conditions?.find((candidate) => candidate.type === type);
}

/** Whether a condition speaks of the spec as it is now, not of the one before an edit. */
function isCurrent(object: KubeObject, type: string): boolean {
  const { generation } = object.metadata;
  const observed = condition(object, type)?.observedGeneration ?? (object as Conditioned).status?.observedGeneration;
  return generation === undefined || observed === undefined || observed >= generation;
}

/** What conditions say of an object. */
export const readiness = {
  condition,
  isCurrent,

  isReady: (object: KubeObject): boolean => condition(object, 'Ready')?.status === 'True' && isCurrent(object, 'Ready'),

  /** Why an object is not Ready, as its controller says; undefined when it says nothing. */
  sentence(object: KubeObject): string | undefined {
    const ready = condition(object, 'Ready');
    if (ready && !isCurrent(object, 'Ready')) return 'its last change has not been looked at yet';
    return ready && ready.status !== 'True' ? `${ready.reason}: ${ready.message}` : undefined;
  },

  conditions: (object: KubeObject): readonly Condition[] => (object as Conditioned).status?.conditions ?? [],
} as const;
