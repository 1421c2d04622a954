import type { Machine } from '#api/machine/index.ts';
import type { MachineImage } from '#api/machine-image/index.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { ClusterView } from './cluster-view.ts';
import { readiness } from './readiness.ts';

/** One line of how far things are. */
export interface TreeNode {
  /** Stays the same while the rest changes. */
  readonly id: string;
  readonly label: string;
  readonly state: 'waiting' | 'working' | 'done' | 'deleting';
  /** What is going on, in words; empty when there is nothing to say. */
  readonly detail: string;
  /** How far it is, in numbers that change often; empty when nothing is counted. */
  readonly measure: string;
  /** When it began and, once done, ended: RFC 3339. */
  readonly since: string | undefined;
  readonly until: string | undefined;
  readonly children: readonly TreeNode[];
}

type Base = Pick<TreeNode, 'id' | 'state' | 'since' | 'until'>;

function base(object: KubeObject): Base {
  const { creationTimestamp, deletionTimestamp, uid } = object.metadata;
  const ready = readiness.condition(object, 'Ready');
  const done = readiness.isReady(object);
  const state =
    deletionTimestamp !== undefined ? 'deleting' : done ? 'done' : ready === undefined ? 'waiting' : 'working';
  return {
    id: uid,
    state,
    since: deletionTimestamp ?? creationTimestamp,
    until: state === 'done' ? ready?.lastTransitionTime : undefined,
  };
}

function detail(object: KubeObject): string {
  const deleting = readiness.condition(object, 'Deleting');
  if (object.metadata.deletionTimestamp !== undefined) return deleting?.message ?? 'is being deleted';
  return readiness.condition(object, 'Ready')?.status === 'True'
    ? ''
    : (readiness.condition(object, 'Ready')?.message ?? '');
}

function remaining(seconds: number): string {
  return seconds < 90
    ? `about ${Math.max(1, Math.round(seconds))} s left`
    : `about ${Math.round(seconds / 60)} min left`;
}

function imageNode(image: MachineImage): TreeNode {
  const { progress } = image.status ?? {};
  const parts = [
    progress?.done !== undefined && progress.total ? `${Math.floor((100 * progress.done) / progress.total)} %` : '',
    progress?.remainingSeconds === undefined ? '' : remaining(progress.remainingSeconds),
  ];
  const { architecture, provider, release } = image.spec;
  const node = base(image);
  return {
    ...node,
    label: `machine image ${release} (${provider}, ${architecture})`,
    detail: node.state === 'done' ? '' : (progress?.message ?? detail(image)),
    measure: node.state === 'done' ? '' : parts.filter((part) => part !== '').join(', '),
    children: [],
  };
}

function machineNode(machine: Machine): TreeNode {
  return { ...base(machine), label: machine.metadata.name, detail: detail(machine), measure: '', children: [] };
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
    ...base(object),
    label,
    // The machines below say what is going on.
    detail: options.members.some((machine) => !readiness.isReady(machine)) ? '' : detail(object),
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
    ...base(cluster),
    label: `cluster ${cluster.metadata.name}`,
    detail: detail(cluster),
    measure: '',
    children: parts,
  };
  return [...wanted.toSorted(byName).map(imageNode), root];
}
