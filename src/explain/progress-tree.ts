import type { Machine } from '#api/machine/index.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { ClusterView } from './cluster-view.ts';
import { imageNode } from './image-node.ts';
import { nodeOf } from './node-of.ts';
import { readiness } from './readiness.ts';
import type { TreeNode } from './tree-node.ts';

function machineNode(machine: Machine): TreeNode {
  return {
    ...nodeOf.base(machine),
    label: machine.metadata.name,
    detail: nodeOf.detail(machine),
    measure: '',
    children: [],
  };
}

function counted(ready: number | undefined, wanted: number | undefined): string {
  return `${ready ?? 0}/${wanted ?? 0} Ready`;
}

function byName(a: KubeObject, b: KubeObject): number {
  return a.metadata.name.length - b.metadata.name.length || (a.metadata.name < b.metadata.name ? -1 : 1);
}

/** How far a cluster is: the images of its release that it waits for, then the cluster with its parts and their machines. */
export function progressTree(view: ClusterView): readonly TreeNode[] {
  const { cluster, controlPlanes, images, machines, pools } = view;
  const wanted = images.filter((image) => readiness.condition(image, 'Ready')?.reason !== 'NotWanted');
  const group = (
    object: KubeObject,
    label: string,
    options: { readonly members: readonly Machine[]; readonly measure: string },
  ): TreeNode => ({
    ...nodeOf.base(object),
    label,
    // The machines below say what is going on.
    detail: options.members.some((machine) => !readiness.isReady(machine)) ? '' : nodeOf.detail(object),
    measure: options.measure,
    children: options.members.toSorted(byName).map(machineNode),
  });
  const parts = [
    ...controlPlanes.map((plane) =>
      group(plane, 'control plane', {
        members: machines.filter(({ spec }) => spec.role === 'ControlPlane'),
        measure: counted(plane.status?.readyReplicas, plane.spec.replicas),
      }),
    ),
    ...pools.toSorted(byName).map((pool) =>
      group(pool, `pool ${pool.spec.pool}`, {
        members: machines.filter(({ spec }) => spec.role === 'Worker' && spec.pool === pool.spec.pool),
        measure: counted(pool.status?.readyReplicas, pool.spec.replicas),
      }),
    ),
  ];
  const root: TreeNode = {
    ...nodeOf.base(cluster),
    label: `cluster ${cluster.metadata.name}`,
    detail: nodeOf.detail(cluster),
    measure: '',
    children: parts,
  };
  return [...wanted.toSorted(byName).map(imageNode), root];
}
