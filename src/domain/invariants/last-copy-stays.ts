import type { Cluster } from '#api/cluster/index.ts';
import type { Machine } from '#api/machine/index.ts';
import type { DomainInvariant } from './invariant.ts';

/** The last healthy copy of anything is not touched: a cluster's only control-plane machine goes only with the cluster. */
export const lastCopyStays: DomainInvariant = {
  name: 'last-copy-stays',
  effects: [{ world: 'provider', verb: 'delete', resource: 'machine' }],
  judge: ({ object, scope }) => {
    const { cluster } = (scope ?? {}) as { readonly cluster?: Cluster };
    if ((object as Machine).spec.role !== 'ControlPlane' || !cluster || cluster.metadata.deletionTimestamp)
      return undefined;
    return cluster.spec.controlPlane.replicas > 1
      ? undefined
      : 'it holds the only copy of the etcd data: delete the Cluster instead';
  },
};
