import { durationText } from './duration-text.ts';
import type { PlanDocument, PlannedMachine } from './plan-document.ts';

type Content = Pick<PlanDocument, 'result' | 'objects' | 'machines' | 'effects' | 'waves' | 'duration' | 'stalls'>;

/** A plan in one sentence. */
export function summarisePlan({ duration, effects, machines, objects, result, stalls, waves }: Content): string {
  if (result === 'NoChanges') return 'nothing changes';
  const said = [
    machineTexts(machines).join(', '),
    `${count(objects.length, 'object')} and ${count(effects.length, 'effect')} in ${count(waves, 'wave')}`,
    `takes ${durationText(duration.p10)} to ${durationText(duration.p90)}`,
  ].filter((text) => text !== '');
  if (result === 'Stall') {
    const [stall] = stalls;
    return `cannot be done: ${stall?.object}: ${stall?.message}`;
  }
  return said.join('; ');
}

const verbs: readonly (readonly [PlannedMachine['change'], string])[] = [
  ['created', 'creates'],
  ['rolled', 'rolls'],
  ['drained and deleted', 'drains and deletes'],
  ['deleted', 'deletes'],
];

function machineTexts(machines: readonly PlannedMachine[]): readonly string[] {
  return verbs.flatMap(([change, verb]) => {
    const number = machines.filter((machine) => machine.change === change).length;
    return number === 0 ? [] : [`${verb} ${count(number, 'machine')}`];
  });
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
