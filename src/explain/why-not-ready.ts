import type { KubeObject } from '#api/meta/kube-object.ts';
import { readiness } from './readiness.ts';

/** One link: an object that is not Ready and what its controller says. */
export interface Reason {
  readonly object: KubeObject;
  readonly sentence: string;
}

function isBlocked(object: KubeObject): boolean {
  return readiness.condition(object, 'Ready') !== undefined && !readiness.isReady(object);
}

/** Parts that hang from an object, and the image that a cluster's release is built into. */
function holdsUp(object: KubeObject, other: KubeObject): boolean {
  if (other.metadata.ownerReferences?.some(({ uid }) => uid === object.metadata.uid)) return true;
  if (object.kind !== 'Cluster' || other.kind !== 'MachineImage') return false;
  const release = (of: KubeObject) => (of as { readonly spec?: { readonly release?: string } }).spec?.release;
  return release(object) === release(other) && readiness.condition(other, 'Ready')?.reason !== 'NotWanted';
}

/** Kinds that others wait for, first. */
const order = ['MachineImage', 'ControlPlane', 'NodePool', 'Machine'];

function rank({ kind, metadata }: KubeObject): string {
  return `${order.indexOf(kind) + 1} ${metadata.creationTimestamp} ${metadata.name}`;
}

/**
 * Why an object is not Ready: itself first, then at each step the part that holds it up, down to the cause.
 * Empty when it is Ready or nothing was said of it yet.
 */
export function whyNotReady(object: KubeObject, others: readonly KubeObject[]): readonly Reason[] {
  const chain: Reason[] = [];
  let at: KubeObject | undefined = object;
  while (at && isBlocked(at) && chain.every((link) => link.object.metadata.uid !== at?.metadata.uid)) {
    const current: KubeObject = at;
    chain.push({ object: current, sentence: readiness.sentence(current) ?? 'nothing is known yet' });
    at = others
      .filter((other) => isBlocked(other) && holdsUp(current, other))
      .toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))[0];
  }
  return chain;
}
