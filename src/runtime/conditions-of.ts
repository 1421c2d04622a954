import type { Condition } from '#api/meta/condition.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';

interface Statused {
  readonly status?: { readonly [field: string]: unknown };
}

/** The status an object has now, as JSON. */
export function statusOf(object: KubeObject): { readonly [field: string]: unknown } {
  return (object as KubeObject & Statused).status ?? {};
}

/** The conditions an object has now. */
export function conditionsOf(object: KubeObject): readonly Condition[] {
  const found = statusOf(object).conditions;
  return Array.isArray(found) ? (found as readonly Condition[]) : [];
}
