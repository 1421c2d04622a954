import type { Outcome } from '#base/outcome.ts';
import type { MachineScope } from '../scope.ts';

/** A worker is replaced; a control-plane machine may hold the only copy of its cluster's data. */
function cure({ machine }: MachineScope, reason: string): string {
  if (reason !== 'MachineFailed' || machine.spec.role !== 'Worker') return '';
  const { name } = machine.metadata;
  return ` slipway delete machine ${name} makes its pool replace it.`;
}

/** Pre: the machine exists at the provider. Changes nothing: waits until it runs and says why it does not. */
export async function awaitRunning(scope: MachineScope): Promise<Outcome> {
  const observed = scope.view?.read?.observed;
  if (observed?.state !== 'present' || observed.facts.state === 'running') return { outcome: 'proceed' };
  const detail = observed.facts.detail === '' ? '' : `: ${observed.facts.detail}`;
  const reason =
    observed.facts.state === 'creating'
      ? 'Creating'
      : observed.facts.state === 'stopped'
        ? 'MachineStopped'
        : 'MachineFailed';
  return {
    outcome: 'wait',
    reason,
    message: `the provider says it is ${observed.facts.state} since ${observed.since}${detail}${cure(scope, reason)}`,
    wokenBy: [{ by: 'provider' }],
    atMostMilliseconds: observed.facts.state === 'creating' ? 2_000 : 30_000,
  };
}
