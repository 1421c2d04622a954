import { causesOf } from '#domain/plan/causes-of.ts';
import type { PlannedEffect, PlannedMachine } from '#domain/plan/plan-document.ts';
import { quantilesOf } from '#domain/plan/quantiles-of.ts';
import type { SeedRun } from './seed-run.ts';

/** What happens to machines, read off the effects, each with the fields behind it. */
export function plannedMachines(
  effects: readonly PlannedEffect[],
  runs: readonly SeedRun[],
): readonly PlannedMachine[] {
  const byId = new Map(effects.map((effect) => [effect.id, effect]));
  const names = new Set(effects.flatMap(({ id }) => /^provider (?:create|delete) machine (\S+)$/.exec(id)?.[1] ?? []));
  return [...names].toSorted().flatMap((name) => {
    const made = byId.get(`provider create machine ${name}`);
    const removed = byId.get(`provider delete machine ${name}`);
    const effect = removed ?? made;
    if (effect === undefined) return [];
    const [, machine = ''] = name.split('/');
    const drained = byId.get(`workload cordon node ${effect.cluster}/${machine}`);
    const ends = runs.flatMap(({ gone, ready }) => (made === undefined ? gone : ready).get(name) ?? []);
    const first = drained ?? effect;
    return [
      {
        name,
        cluster: effect.cluster,
        change:
          made !== undefined && removed !== undefined
            ? 'rolled'
            : made !== undefined
              ? 'created'
              : drained === undefined
                ? 'deleted'
                : 'drained and deleted',
        because: causesOf(effect.because, byId),
        wave: effect.wave,
        begins: first.begins,
        ends: ends.length === 0 ? effect.begins : quantilesOf(ends),
      } as const,
    ];
  });
}
