import type { Outcome } from '#base/outcome.ts';
import type { MachineScope } from '../scope.ts';

/**
 * Changes nothing. A guard rail: without its last control-plane machine a cluster is lost, so that machine goes only
 * together with its Cluster. First, before anything is cordoned.
 */
export async function keepLastControlPlane(scope: MachineScope): Promise<Outcome> {
  const { cluster, controlPlane, machine } = scope;
  const goesWithCluster = !cluster || cluster.metadata.deletionTimestamp || controlPlane?.metadata.deletionTimestamp;
  const last = (controlPlane?.spec.replicas ?? 1) <= 1;
  if (machine.spec.role !== 'ControlPlane' || goesWithCluster || !last) return { outcome: 'proceed' };
  return {
    outcome: 'stall',
    reason: 'LastControlPlane',
    message: `${machine.metadata.name} is the only control-plane machine of ${cluster.metadata.name} and holds its etcd: it stays; delete the Cluster to have both go`,
  };
}
