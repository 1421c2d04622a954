import type { Outcome } from '#base/outcome.ts';
import { conditionOf } from '../../reading/condition-of.ts';
import { isReady } from '../../reading/is-ready.ts';
import type { ControlPlaneScope } from '../scope.ts';

/** Pre: all machines are declared. Changes nothing: says which one is not Ready and why. */
export async function awaitMachines(scope: ControlPlaneScope): Promise<Outcome> {
  const unready = scope.machines.find((machine) => !isReady(machine));
  if (!unready) return { outcome: 'proceed' };
  const ready = conditionOf(unready, 'Ready');
  return {
    outcome: 'wait',
    reason: ready?.reason ?? 'MachineNotReady',
    message: `${unready.metadata.name}: ${ready?.message ?? 'is being made'}`,
    wokenBy: [{ by: 'object', what: 'Machine' }],
    atMostMilliseconds: 60_000,
  };
}
