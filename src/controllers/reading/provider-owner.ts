import type { KubeObject } from '#api/meta/kube-object.ts';
import type { Owner } from '#providers/contract/resource.ts';
import type { Pass } from '#runtime/pass.ts';

/** The tags of what belongs to no cluster: a Provider's network, an image. `part` tells several resources of one object apart. */
export function providerOwner(pass: Pick<Pass, 'installation'>, object: KubeObject, part?: string): Owner {
  const suffix = part === undefined ? '' : `-${part}`;
  return {
    installation: pass.installation,
    namespace: '',
    cluster: '',
    clusterUid: '',
    name: `${object.metadata.name}${suffix}`,
    uid: `${object.metadata.uid}${suffix}`,
  };
}
