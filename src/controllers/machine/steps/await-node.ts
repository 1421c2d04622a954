import type { Outcome } from '#base/outcome.ts';
import { nodeReady } from '../node-ready.ts';
import type { MachineScope } from '../scope.ts';
import { withDetail } from '../with-detail.ts';

/** Pre: the bootstrap is done. Changes nothing: waits for the Node to be Ready. */
export async function awaitNode(scope: MachineScope): Promise<Outcome> {
  const wokenBy = [{ by: 'remote', what: `Node ${scope.machine.metadata.name}` }] as const;
  const state = scope.remote?.state;
  if (state?.state === 'unreachable') {
    return {
      outcome: 'wait',
      reason: 'ClusterUnreachable',
      message: `the cluster's API does not answer since ${state.since}: ${state.because}`,
      wokenBy,
      atMostMilliseconds: 60_000,
    };
  }
  // It had a Node: until the manager has heard of the cluster's Nodes, what was last said of it stands.
  if (!scope.node && !scope.nodesKnown && scope.machine.status?.nodeRef) return { outcome: 'proceed' };
  if (!scope.node)
    return {
      outcome: 'wait',
      reason: 'WaitingForNode',
      message: 'its Node has not appeared yet',
      wokenBy,
      atMostMilliseconds: 60_000,
    };
  const ready = nodeReady(scope.node);
  if (ready.status === 'True') return { outcome: 'proceed' };
  return {
    outcome: 'wait',
    reason: 'NodeNotReady',
    message: withDetail(scope, ready.message),
    wokenBy,
    atMostMilliseconds: 60_000,
  };
}
