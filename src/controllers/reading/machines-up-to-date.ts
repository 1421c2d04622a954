import type { ComputedCondition } from '#runtime/controller.ts';
import type { OutdatedMachine } from './outdated-machines.ts';

/** Machines that are named one by one; more are counted. */
const mostNamed = 3;

/** Whether machines are as declared now. Outdated ones work on as they were made, so Ready does not depend on it. */
export function machinesUpToDate(outdated: readonly OutdatedMachine[], whatFollows: string): ComputedCondition {
  const type = 'MachinesUpToDate';
  if (outdated.length === 0)
    return { type, status: 'True', reason: 'UpToDate', message: 'all machines were made with what is declared now' };
  const named = outdated.slice(0, mostNamed).map(({ fields, name }) => `${name} (${fields.join(', ')})`);
  const more = outdated.length - named.length;
  const which = `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return {
    type,
    status: 'False',
    reason: 'MachinesOutdated',
    message: `declared otherwise since they were made: ${which}; a machine keeps what it was made with: ${whatFollows}`,
  };
}
