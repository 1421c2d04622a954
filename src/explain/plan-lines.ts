import { durationText } from '#domain/plan/duration-text.ts';
import type {
  PlanDocument,
  PlannedEffect,
  PlannedField,
  PlannedMachine,
  PlannedObject,
} from '#domain/plan/plan-document.ts';
import { causeText } from './cause-text.ts';

const signs: { readonly [change in PlannedObject['change'] | PlannedMachine['change']]: string } = {
  created: '+',
  changed: '~',
  deleted: '-',
  rolled: '±',
  'drained and deleted': '-',
};

/** Fields of an object that is made are what its kind always has: only those of changes are shown one by one. */
const mostFields = 12;
/** As many names of one sort of effect are shown. */
const mostNames = 6;

/** A plan as lines for a person: what changes, what happens to machines, in which order, what stands in the way. */
export function planLines(plan: PlanDocument): readonly string[] {
  const head = plan.result === 'NoChanges' ? 'Nothing changes.' : `${capital(plan.summary)}.`;
  return [
    head,
    ...section('Objects', plan.objects.flatMap(objectLines)),
    ...section(
      'Machines',
      plan.machines.flatMap((machine) => machineLines(machine, plan)),
    ),
    ...section('Waves', waveLines(plan.effects)),
    ...section('Pods that leave', plan.evictions.map(evictionLine)),
    ...section(
      'Control planes',
      plan.effects.length === 0 ? [] : plan.exposure.map(({ cluster, says }) => `${cluster}: ${says}`),
    ),
    ...section(
      'No way back',
      plan.pointsOfNoReturn.map(({ effect, says, wave }) => `wave ${wave}, ${effect}: ${says}`),
    ),
    ...section(
      'Stops',
      plan.stalls.map(({ message, object, reason }) => `${object}: ${reason}: ${message}`),
    ),
    ...section('Left waiting', plan.waits),
    ...section('Time', timeLines(plan)),
  ];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function objectLines({ change, fields, kind, name, namespace }: PlannedObject): readonly string[] {
  const head = `${signs[change]} ${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
  if (change !== 'changed') return [head];
  const more = fields.length - mostFields;
  return [head, ...fields.slice(0, mostFields).map(fieldLine), ...(more > 0 ? [`    and ${more} more fields`] : [])];
}

function fieldLine({ after, before, path }: PlannedField): string {
  return `    ${path}: ${valueText(before)} → ${valueText(after)}`;
}

function valueText(value: unknown): string {
  return value === undefined ? '(none)' : typeof value === 'string' ? value : JSON.stringify(value);
}

function machineLines({ because, change, ends, name, wave }: PlannedMachine, plan: PlanDocument): readonly string[] {
  const end = change === 'created' || change === 'rolled' ? 'Ready' : 'gone';
  const when = `${end} after ${durationText(ends.p10)} to ${durationText(ends.p90)}`;
  return [`${signs[change]} ${name}  ${change}, wave ${wave}, ${when}`, `    because of ${causeText(because, plan)}`];
}

function waveLines(effects: readonly PlannedEffect[]): readonly string[] {
  const waves = Map.groupBy(effects, ({ wave }) => wave);
  return [...waves.keys()]
    .toSorted((left, right) => left - right)
    .flatMap((wave) => {
      const sorts = Map.groupBy(waves.get(wave) ?? [], ({ id }) => id.split(' ').slice(0, 3).join(' '));
      return [...sorts].map(([sort, found], index) => {
        const names = found.map(({ id }) => id.split(' ').slice(3).join(' '));
        const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : '';
        return `${index === 0 ? String(wave).padStart(2) : '  '}  ${sort} ${names.slice(0, mostNames).join(', ')}${more}`;
      });
    });
}

function evictionLine({ blocked, budget, cluster, machine, pod }: PlanDocument['evictions'][number]): string {
  const held = budget === undefined ? '' : `, under PodDisruptionBudget ${budget}`;
  return `${blocked ? '! ' : ''}${pod} from ${machine} of ${cluster}${held}${blocked ? ', which lets none go now' : ''}`;
}

function timeLines({ duration, effects }: PlanDocument): readonly string[] {
  if (effects.length === 0) return [];
  return [
    `${durationText(duration.p10)} to ${durationText(duration.p90)}, most likely ${durationText(duration.p50)} (16 simulated runs)`,
  ];
}
