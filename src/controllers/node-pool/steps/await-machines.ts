import type { Outcome } from '#base/outcome.ts';
import { conditionOf } from '../../reading/condition-of.ts';
import { isReady } from '../../reading/is-ready.ts';
import type { PoolScope } from '../scope.ts';

/** Pre: exactly the declared machines stay. Changes nothing: says which one is on its way in or out. */
export async function awaitMachines(scope: PoolScope): Promise<Outcome> {
  const pending = scope.machines.find((machine) => machine.metadata.deletionTimestamp || !isReady(machine));
  if (!pending) return { outcome: 'proceed' };
  const ready = conditionOf(pending, 'Ready');
  return {
    outcome: 'wait',
    reason: pending.metadata.deletionTimestamp ? 'ScalingDown' : (ready?.reason ?? 'MachineNotReady'),
    message: `${pending.metadata.name}: ${ready?.message ?? 'is being made'}`,
    wokenBy: [{ by: 'object', what: 'Machine' }],
    atMostMilliseconds: 60_000,
  };
}
