import { Node } from '#api/builtin/node.ts';
import type { Outcome } from '#base/outcome.ts';
import { effects } from '../../reading/effects.ts';
import { keyText } from '../../reading/key-text.ts';
import type { MachineScope } from '../scope.ts';
import { skipsDrain } from '../skips-drain.ts';

/** Changes: no new pods come to this Node. Before the drain, or evicted pods would come back. */
export async function cordon(scope: MachineScope): Promise<Outcome> {
  const { machine, remote } = scope;
  if (skipsDrain(scope) !== undefined || !remote) return { outcome: 'proceed' };
  if (scope.nodeUnknown || remote.state.state !== 'reachable') {
    const since = remote.state.state === 'unreachable' ? ` since ${remote.state.since}` : '';
    return {
      outcome: 'wait',
      reason: 'ClusterUnreachable',
      message: `cannot drain: the cluster's API does not answer${since}`,
      wokenBy: [{ by: 'remote', what: 'Node' }],
      atMostMilliseconds: 30_000,
    };
  }
  if (!scope.node || scope.node.spec?.unschedulable) return { outcome: 'proceed' };
  const body = { spec: { unschedulable: true } };
  await remote.patch(
    Node,
    { name: machine.metadata.name },
    {
      body,
      verb: 'cordon',
      reason: {
        because: [`Machine ${keyText(machine)} deleted`],
        after: [effects.removal('Machine', keyText(machine))],
      },
    },
  );
  return {
    outcome: 'progressed',
    reason: 'Cordoned',
    message: 'no new pods come here',
    wokenBy: [{ by: 'remote', what: 'Node' }],
  };
}
