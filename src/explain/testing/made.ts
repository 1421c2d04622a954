import type { KubeObject } from '#api/meta/kube-object.ts';

export interface Given {
  readonly spec?: object;
  readonly status?: object;
  /** Status, reason and message of its condition Ready. */
  readonly ready?: readonly ['True' | 'False' | 'Unknown', string, string];
  readonly owner?: string;
  readonly generation?: number;
  readonly observed?: number;
}

/** An object of one of our kinds as controllers leave it. */
export function made<T extends KubeObject>(kind: string, name: string, given: Given = {}): T {
  const { generation = 1, observed = generation, owner, ready, spec = {}, status = {} } = given;
  const [state, reason, message] = ready ?? [];
  const conditions = ready
    ? [
        {
          type: 'Ready',
          status: state,
          reason,
          message,
          observedGeneration: observed,
          lastTransitionTime: '2026-01-01T00:01:00Z',
        },
      ]
    : [];
  const object = {
    apiVersion: 'slipway.dev/v1alpha1',
    kind,
    metadata: {
      name,
      uid: `${kind}-${name}`,
      resourceVersion: '1',
      generation,
      creationTimestamp: '2026-01-01T00:00:00Z',
      ...(owner === undefined ? {} : { ownerReferences: [{ apiVersion: 'v1', kind: 'X', name: owner, uid: owner }] }),
    },
    spec,
    status: { ...status, conditions },
  };
  return object as unknown as T;
}
