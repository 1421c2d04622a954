import type { Outcome } from '#base/outcome.ts';
import type { Pass } from '#runtime/pass.ts';
import { effects } from '../../reading/effects.ts';
import { cordonOf } from '../cordon-of.ts';
import { keyText } from '../../reading/key-text.ts';
import type { MachineScope } from '../scope.ts';

/** Pre: drained, or no drain is due. Changes: removes the machine at the provider; the driver checks whose it is first. */
export async function deleteMachine(scope: MachineScope, pass: Pass): Promise<Outcome> {
  const { machine, view } = scope;
  if (view?.failure) return view.failure;
  if (!view || view.read.observed.state !== 'present') return { outcome: 'proceed' };
  if (view.read.observed.deleting) {
    return {
      outcome: 'wait',
      reason: 'MachineGoing',
      message: `the provider removes the machine since ${view.read.observed.since}`,
      wokenBy: [{ by: 'provider' }],
      atMostMilliseconds: 2_000,
    };
  }
  pass.journals.forget(machine.metadata.uid);
  await view.read.port.machine.delete(view.read.owner, {
    because: [`Machine ${keyText(machine)} deleted`],
    after: [effects.machine(keyText(machine)), effects.removal('Machine', keyText(machine)), ...cordonOf(scope)],
  });
  return {
    outcome: 'progressed',
    reason: 'MachineDeleted',
    message: 'asked the provider to remove the machine',
    wokenBy: [{ by: 'provider' }],
  };
}
