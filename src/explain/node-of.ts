import type { KubeObject } from '#api/meta/kube-object.ts';
import { readiness } from './readiness.ts';
import type { TreeNode } from './tree-node.ts';

type Base = Pick<TreeNode, 'id' | 'state' | 'since' | 'until'>;

/** What every line says of its object: identity, state and times. */
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

/** What its controller says is going on; empty once it is Ready. */
function detail(object: KubeObject): string {
  const deleting = readiness.condition(object, 'Deleting');
  if (object.metadata.deletionTimestamp !== undefined) return deleting?.message ?? 'is being deleted';
  return readiness.condition(object, 'Ready')?.status === 'True'
    ? ''
    : (readiness.condition(object, 'Ready')?.message ?? '');
}

/** The parts of a line that are the same for objects of all kinds. */
export const nodeOf = { base, detail } as const;
