import { Machine } from '#api/machine/index.ts';
import type { Outcome } from '#base/outcome.ts';
import type { Pass } from '#runtime/pass.ts';
import { effects } from '../../reading/effects.ts';
import { keyText } from '../../reading/key-text.ts';
import type { ControlPlaneScope } from '../scope.ts';

/** Changes: deletes all machines at once: a control plane goes only with its cluster. */
export async function deleteMachines(scope: ControlPlaneScope, pass: Pass): Promise<Outcome> {
  const because = [`ControlPlane ${keyText(scope.controlPlane)} deleted`];
  let asked = 0;
  for (const machine of scope.machines)
    asked += Number(
      await pass.write.delete(Machine, machine, {
        because,
        after: [
          effects.removal('ControlPlane', keyText(scope.controlPlane)),
          effects.object('Machine', keyText(machine)),
        ],
      }),
    );
  if (scope.machines.length === 0) return { outcome: 'proceed' };
  const message = `waits for ${scope.machines.map((machine) => machine.metadata.name).join(', ')} to go`;
  const wokenBy = [{ by: 'object', what: 'Machine' }] as const;
  return asked > 0
    ? { outcome: 'progressed', reason: 'DeletingMachines', message, wokenBy }
    : { outcome: 'wait', reason: 'DeletingMachines', message, wokenBy, atMostMilliseconds: 30_000 };
}
