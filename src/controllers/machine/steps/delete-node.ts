import { Node } from '#api/builtin/node.ts';
import type { Outcome } from '#base/outcome.ts';
import { effects } from '../../reading/effects.ts';
import { keyText } from '../../reading/key-text.ts';
import type { MachineScope } from '../scope.ts';

/** Pre: the machine is gone, so its kubelet cannot register again. Changes: deletes its Node. */
export async function deleteNode(scope: MachineScope): Promise<Outcome> {
  const { cluster, machine, node, remote } = scope;
  if (!cluster || cluster.metadata.deletionTimestamp || !remote) return { outcome: 'proceed' };
  if (scope.nodeUnknown || (node && remote.state.state !== 'reachable')) {
    return {
      outcome: 'wait',
      reason: 'ClusterUnreachable',
      message: "cannot delete its Node: the cluster's API does not answer",
      wokenBy: [{ by: 'remote', what: 'Node' }],
      atMostMilliseconds: 30_000,
    };
  }
  if (!node) return { outcome: 'proceed' };
  await remote.delete(
    Node,
    { name: machine.metadata.name },
    { because: [`Machine ${keyText(machine)} deleted`], after: [effects.deleteMachine(keyText(machine))] },
  );
  return {
    outcome: 'progressed',
    reason: 'NodeDeleted',
    message: 'deleted its Node',
    wokenBy: [{ by: 'remote', what: 'Node' }],
  };
}
