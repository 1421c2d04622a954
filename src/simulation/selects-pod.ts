import type { Pod } from '#api/builtin/pod.ts';
import type { PodDisruptionBudget } from '#api/builtin/pod-disruption-budget.ts';

/** Whether a budget is for a pod, by labels that must match; a selector by expressions is taken to select nothing. */
export function selectsPod(budget: PodDisruptionBudget, pod: Pod): boolean {
  const { selector } = (budget.spec ?? {}) as {
    readonly selector?: { readonly matchLabels?: { readonly [key: string]: string } };
  };
  const wanted = Object.entries(selector?.matchLabels ?? {});
  return (
    budget.metadata.namespace === pod.metadata.namespace &&
    wanted.length > 0 &&
    wanted.every(([key, value]) => pod.metadata.labels?.[key] === value)
  );
}
