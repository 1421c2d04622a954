import type { KubeObject } from '#api/meta/kube-object.ts';
import type { Link } from './link.ts';
import { readiness } from './readiness.ts';
import { type ReasonText, reasonText } from './reason-text.ts';

/** A kubelet and Kubernetes' own controllers have words of their own for a Node that is not Ready. */
const foreignWord: ReasonText = {
  means: 'The cluster itself says so in its own word.',
  layer: 'cluster',
  who: 'nobody',
  retried: true,
};

/** Kinds whose controllers say how they are; the others have no state of their own. */
const told: ReadonlySet<string> = new Set(['Cluster', 'ControlPlane', 'NodePool', 'Machine', 'MachineImage']);

function link(object: KubeObject, reason: string, message: string): Link {
  return { object, reason, message, text: reasonText(reason) ?? foreignWord };
}

function held(object: KubeObject): Link | undefined {
  const { management } = (object as { readonly spec?: { readonly management?: string } }).spec ?? {};
  return object.kind === 'Cluster' && management === 'Paused'
    ? link(object, 'Paused', 'spec.management is Paused: nothing is looked at and nothing is done')
    : undefined;
}

/**
 * What keeps an object from being as declared, in its controller's words; undefined when nothing does. What a thrown error
 * said (Ready is Unknown then) is tried again, whatever the same word means elsewhere.
 */
export function blockedLink(object: KubeObject): Link | undefined {
  const ready = readiness.condition(object, 'Ready');
  const deleting = object.metadata.deletionTimestamp !== undefined;
  if (!deleting && readiness.isReady(object)) return undefined;
  const paused = held(object);
  if (paused) return paused;
  if (ready === undefined || !readiness.isCurrent(object, 'Ready')) return unseen(object, ready !== undefined);
  if (ready.status === 'True')
    return link(object, 'Deleting', 'it is being deleted, and its controllers have not begun');
  const found = link(object, ready.reason, ready.message);
  return ready.status === 'Unknown' ? { ...found, text: { ...found.text, retried: true } } : found;
}

function unseen(object: KubeObject, before: boolean): Link | undefined {
  if (!told.has(object.kind)) return undefined;
  const what = before ? 'its last change has' : 'it has';
  return link(object, 'NotReported', `${what} not been looked at yet`);
}
