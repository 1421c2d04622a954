import type { MachineScope } from './scope.ts';

/** A sentence about a machine, with what its provider has to say of the machine in front, if anything. */
export function withDetail({ view }: MachineScope, sentence: string): string {
  const observed = view?.read?.observed;
  const detail = observed?.state === 'present' ? observed.facts.detail : '';
  return detail === '' ? sentence : `${detail} ${sentence}`;
}
