import { apiVersion } from '#api/meta/api-version.ts';
import { Plan } from '#api/plan/index.ts';
import { deepEqual } from '#base/deep-equal.ts';
import { rfc3339 } from '#base/rfc3339.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';

/** A Plan's status without conditions, and what its one condition says. */
export interface SaidStatus {
  readonly status: Omit<NonNullable<Plan['status']>, 'conditions' | 'observedGeneration'>;
  readonly ready: { readonly status: 'True' | 'False'; readonly reason: string; readonly message: string };
}

/** The status of Plans. */
export const planStatus = {
  /** A plan that nobody applied is worth nothing after an hour: the world has moved on. */
  lifeMilliseconds: 3_600_000,

  /** Writes the status whole, unless it is so already. */
  async write(
    { now, objects }: { readonly objects: ObjectApi; readonly now: number },
    plan: Plan,
    { ready, status }: SaidStatus,
  ): Promise<void> {
    const before = plan.status?.conditions?.find(({ type }) => type === 'Ready');
    const generation = plan.metadata.generation ?? 0;
    const since = before?.status === ready.status ? before.lastTransitionTime : rfc3339(now);
    const condition = { type: 'Ready', ...ready, observedGeneration: generation, lastTransitionTime: since };
    const whole = { ...status, observedGeneration: generation, conditions: [condition] };
    if (deepEqual(whole, plan.status)) return;
    const { name, namespace, uid } = plan.metadata;
    const object = { apiVersion: apiVersion(Plan), kind: Plan.kind, metadata: { name, namespace, uid }, status: whole };
    await objects.apply(Plan, object, { fieldManager: 'plan', force: true, subresource: 'status' });
  },
} as const;
