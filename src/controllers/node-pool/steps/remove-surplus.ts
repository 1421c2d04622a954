import { Machine } from '#api/machine/index.ts';
import type { Outcome } from '#base/outcome.ts';
import { machinesToRemove } from '#domain/scaling/machines-to-remove.ts';
import type { Pass } from '#runtime/pass.ts';
import { isReady } from '../../reading/is-ready.ts';
import { effects } from '../../reading/effects.ts';
import { keyText } from '../../reading/key-text.ts';
import type { PoolScope } from '../scope.ts';

/** Most machines asked to go in one pass: the limit on effects. The rest follows in the next. */
const batch = 64;

/** Changes: deletes Machines above the size; each drains itself. Before additions, so that a name is not taken and freed at once. */
export async function removeSurplus(scope: PoolScope, pass: Pass): Promise<Outcome> {
  const staying = scope.machines.filter((machine) => !machine.metadata.deletionTimestamp);
  const candidates = staying.map((machine) => ({ name: machine.metadata.name, ready: isReady(machine), machine }));
  const leaving = machinesToRemove(candidates, Math.min(batch, staying.length - scope.pool.spec.replicas));
  if (leaving.length === 0) return { outcome: 'proceed' };
  const because = [`NodePool ${keyText(scope.pool)} spec.replicas`];
  for (const { machine } of leaving)
    await pass.write.delete(Machine, machine, {
      because,
      after: [effects.object('NodePool', keyText(scope.pool)), effects.object('Machine', keyText(machine))],
    });
  return {
    outcome: 'progressed',
    reason: 'ScalingDown',
    message: `removing ${leaving.map(({ name }) => name).join(', ')}`,
    wokenBy: [{ by: 'object', what: 'Machine' }],
  };
}
