import type { Cluster } from '#api/cluster/index.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { Pass } from '#runtime/pass.ts';
import type { Owner } from '#providers/contract/resource.ts';

/** The tags of a resource made for an object of a cluster. */
export function clusterOwner(pass: Pick<Pass, 'installation'>, cluster: Cluster, object: KubeObject): Owner {
  return {
    installation: pass.installation,
    namespace: cluster.metadata.namespace ?? '',
    cluster: cluster.metadata.name,
    clusterUid: cluster.metadata.uid,
    name: object.metadata.name,
    uid: object.metadata.uid,
  };
}
