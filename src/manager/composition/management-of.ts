import { Cluster } from '#api/cluster/index.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { StoreReader } from '#runtime/pass.ts';
import { clusterOf } from './cluster-of.ts';

/** What the Cluster of an object says may be done; what belongs to no Cluster is managed. */
export function managementOf(object: KubeObject, store: StoreReader): Cluster['spec']['management'] {
  const key = clusterOf(object);
  return (key && store.get(Cluster, key)?.spec.management) ?? 'Manage';
}
