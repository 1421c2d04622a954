import { ControlPlane } from '#api/control-plane/index.ts';
import { NodePool } from '#api/node-pool/index.ts';
import type { Outcome } from '#base/outcome.ts';
import type { Pass } from '#runtime/pass.ts';
import { effects } from '../../reading/effects.ts';
import { keyText } from '../../reading/key-text.ts';
import type { ClusterScope } from '../scope.ts';

/** Changes: deletes pools and control plane, all at once: with the whole cluster going there is nowhere to drain to. */
export async function deleteParts(scope: ClusterScope, pass: Pass): Promise<Outcome> {
  const because = [`Cluster ${keyText(scope.cluster)} deleted`];
  let asked = 0;
  for (const pool of scope.pools)
    asked += Number(
      await pass.write.delete(NodePool, pool, { because, after: [effects.object('NodePool', keyText(pool))] }),
    );
  if (scope.controlPlane)
    asked += Number(
      await pass.write.delete(ControlPlane, scope.controlPlane, {
        because,
        after: [effects.object('ControlPlane', keyText(scope.controlPlane))],
      }),
    );
  if (asked > 0)
    return {
      outcome: 'progressed',
      reason: 'DeletingParts',
      message: `asked ${asked} parts to go`,
      wokenBy: [{ by: 'object', what: 'Machine' }],
    };
  const left = scope.machines.length + scope.pools.length + Number(scope.controlPlane !== undefined);
  if (left === 0) return { outcome: 'proceed' };
  return {
    outcome: 'wait',
    reason: 'DeletingMachines',
    message:
      scope.machines.length > 0
        ? `waits for ${scope.machines.map((machine) => machine.metadata.name).join(', ')} to go, undrained: with the whole cluster there is nowhere to drain to`
        : 'waits for its parts to go',
    wokenBy: [{ by: 'object', what: 'Machine' }],
    atMostMilliseconds: 30_000,
  };
}
