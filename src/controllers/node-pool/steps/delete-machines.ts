import { Machine } from '#api/machine/index.ts';
import type { Outcome } from '#base/outcome.ts';
import type { Pass } from '#runtime/pass.ts';
import { effects } from '../../reading/effects.ts';
import { keyText } from '../../reading/key-text.ts';
import type { PoolScope } from '../scope.ts';

/** Most machines asked to go in one pass: the limit on effects. */
const batch = 64;

/** Changes: deletes the pool's machines. Each drains itself, unless the whole cluster goes. */
export async function deleteMachines(scope: PoolScope, pass: Pass): Promise<Outcome> {
  if (scope.machines.length === 0) return { outcome: 'proceed' };
  const because = [`NodePool ${keyText(scope.pool)} deleted`];
  const staying = scope.machines.filter((machine) => !machine.metadata.deletionTimestamp).slice(0, batch);
  for (const machine of staying)
    await pass.write.delete(Machine, machine, {
      because,
      after: [effects.removal('NodePool', keyText(scope.pool)), effects.object('Machine', keyText(machine))],
    });
  const message = `waits for ${scope.machines.length} machines to go`;
  const wokenBy = [{ by: 'object', what: 'Machine' }] as const;
  return staying.length > 0
    ? { outcome: 'progressed', reason: 'DeletingMachines', message, wokenBy }
    : { outcome: 'wait', reason: 'DeletingMachines', message, wokenBy, atMostMilliseconds: 30_000 };
}
