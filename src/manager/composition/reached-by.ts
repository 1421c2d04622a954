import { Cluster } from '#api/cluster/index.ts';
import { ControlPlane } from '#api/control-plane/index.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';

/** What decides whether a cluster may be worked on and how it is reached: of its Secret everything. */
export function reachedBy(object: KubeObject): unknown {
  const { deletionTimestamp } = object.metadata;
  switch (object.kind) {
    case Cluster.kind:
      return [deletionTimestamp, (object as Cluster).spec.management];
    case ControlPlane.kind:
      return [deletionTimestamp, (object as ControlPlane).status?.apiServing];
    default:
      return object;
  }
}
