import type { KubeObject } from '#api/meta/kube-object.ts';
import type { ClusterView } from './cluster-view.ts';
import { readiness } from './readiness.ts';

/** Something that goes on only when a person changes something. */
export interface Stall {
  readonly object: KubeObject;
  readonly reason: string;
  /** Says what to change. */
  readonly message: string;
}

/**
 * The first object that is stalled, causes before what waits for them. A stall is a state (Ready is False for this reason)
 * that its controller told as a Warning; an error that is tried again leaves Ready Unknown.
 */
export function findStall(view: ClusterView): Stall | undefined {
  const warned = new Set(
    view.events
      .filter(({ type }) => type === 'Warning')
      .map(({ involvedObject, reason }) => `${involvedObject.uid} ${reason}`),
  );
  const objects = [...view.images, ...view.machines, ...view.controlPlanes, ...view.pools, view.cluster];
  for (const object of objects) {
    const ready = readiness.condition(object, 'Ready');
    if (ready?.status !== 'False' || !readiness.isCurrent(object, 'Ready')) continue;
    if (warned.has(`${object.metadata.uid} ${ready.reason}`)) {
      return { object, reason: ready.reason, message: ready.message };
    }
  }
  return undefined;
}
