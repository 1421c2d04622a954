import type { KubeObject } from '#api/meta/kube-object.ts';
import { causeChain } from './cause-chain.ts';
import type { ClusterView } from './cluster-view.ts';

/** Something that goes on only when a person changes something. */
export interface Stall {
  readonly object: KubeObject;
  readonly reason: string;
  /** Says what to change. */
  readonly message: string;
}

/** What a cluster waits for that nobody tries again: the end of its causal chain, where only a person changes it. */
export function findStall(view: ClusterView): Stall | undefined {
  const { cluster, controlPlanes, images, machines, pools } = view;
  const cause = causeChain(cluster, [...controlPlanes, ...pools, ...machines, ...images]).at(-1);
  if (cause === undefined || cause.text.who === 'nobody' || cause.text.retried) return undefined;
  return { object: cause.object, reason: cause.reason, message: cause.message };
}
