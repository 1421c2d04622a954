import type { KubeObject } from '#api/meta/kube-object.ts';
import type { Link } from './link.ts';

interface Fields extends KubeObject {
  readonly spec?: {
    readonly cluster?: string;
    readonly release?: string;
    readonly role?: string;
  };
  readonly status?: { readonly bootstrap?: { readonly phase?: string } };
}

/** What stands behind the word of an object that waits for one which it does not own. */
const behind: { readonly [reason: string]: 'image' | 'cluster' | 'control plane' | 'first machines' } = {
  WaitingForImage: 'image',
  WaitingForEndpoint: 'cluster',
  WaitingForAuthorities: 'control plane',
  WaitingForClaim: 'control plane',
  WaitingForApi: 'first machines',
  ClusterUnreachable: 'first machines',
};

/** A worker waits in this phase until the control plane serves. */
const waitsInPhase = 'endpoint-ready';

function waitingFor({ object, reason }: Link): (typeof behind)[string] | undefined {
  if (reason !== 'Bootstrapping') return behind[reason];
  const { spec, status } = object as Fields;
  return spec?.role === 'Worker' && status?.bootstrap?.phase === waitsInPhase ? 'first machines' : undefined;
}

function sameCluster(object: Fields, other: Fields): boolean {
  const cluster = object.kind === 'Cluster' ? object.metadata.name : object.spec?.cluster;
  const name = other.kind === 'Cluster' ? other.metadata.name : other.spec?.cluster;
  return object.metadata.namespace === other.metadata.namespace && cluster === name;
}

/** Whether an object that says this waits for another: for a part of its own, or for one that its word names. */
export function waitsFor(link: Link, other: KubeObject): boolean {
  const object = link.object as Fields;
  if (other.metadata.ownerReferences?.some(({ uid }) => uid === object.metadata.uid)) return true;
  const { kind, spec } = other as Fields;
  if (kind === 'MachineImage') {
    const wanted = object.kind === 'Cluster' || waitingFor(link) === 'image';
    return wanted && spec?.release === object.spec?.release;
  }
  if (!sameCluster(object, other as Fields) || other.metadata.uid === object.metadata.uid) return false;
  switch (waitingFor(link)) {
    case 'cluster':
      return kind === 'Cluster';
    case 'control plane':
      return kind === 'ControlPlane';
    case 'first machines':
      return kind === 'Machine' && spec?.role === 'ControlPlane';
    default:
      return false;
  }
}
