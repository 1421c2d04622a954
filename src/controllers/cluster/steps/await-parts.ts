import type { Outcome } from '#base/outcome.ts';
import { conditionOf } from '../../reading/condition-of.ts';
import { isReady } from '../../reading/is-ready.ts';
import type { ClusterScope } from '../scope.ts';

/** How often at the least a cluster that is not Ready looks again; everything it waits for wakes it. */
const safetyMilliseconds = 60_000;

function waitFor(reason: string, message: string): Outcome {
  return {
    outcome: 'wait',
    reason,
    message,
    wokenBy: [
      { by: 'object', what: 'any' },
      { by: 'remote', what: 'Deployment kube-system/coredns' },
    ],
    atMostMilliseconds: safetyMilliseconds,
  };
}

/** Without an add-on no Node becomes Ready; what is left to people is said to them before anything that follows from it. */
function waitsForAddOn({ cluster, controlPlane, workload }: ClusterScope): boolean {
  const initialized = controlPlane?.status?.initialized !== undefined;
  return cluster.spec.network.cni === 'External' && initialized && !workload.dns?.status?.availableReplicas;
}

/** Pre: every part is declared. Changes nothing: says in one sentence what is still missing. */
export async function awaitParts(scope: ClusterScope): Promise<Outcome> {
  const { controlPlane } = scope;
  if (waitsForAddOn(scope)) {
    const command = `slipway kubectl ${scope.cluster.metadata.name} -- apply -f FILE`;
    return waitFor(
      'WaitingForNetwork',
      `network.cni is External: install a network add-on with ${command}, then its Nodes become Ready`,
    );
  }
  if (!controlPlane || !isReady(controlPlane)) {
    const ready = conditionOf(controlPlane, 'Ready');
    return waitFor('ControlPlaneNotReady', ready?.message ?? 'the control plane is being made');
  }
  const unready = scope.pools.find((pool) => !isReady(pool));
  if (unready) {
    const message = conditionOf(unready, 'Ready')?.message ?? 'is being made';
    return waitFor('PoolNotReady', `${unready.metadata.name}: ${message}`);
  }
  const { dns, known } = scope.workload;
  if (known && !dns?.status?.availableReplicas) return waitFor('DnsNotAvailable', 'CoreDNS is not available yet');
  return { outcome: 'proceed' };
}
