import type { Condition } from '#api/meta/condition.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { statusOf } from './status-of.ts';

/** The conditions an object has now. */
export function conditionsOf(object: KubeObject): readonly Condition[] {
  const found = statusOf(object).conditions;
  return Array.isArray(found) ? (found as readonly Condition[]) : [];
}
