import { canonicalJson } from '#base/canonical-json.ts';
import type { PlanDocument, PlannedEffect, PlannedStall } from '#domain/plan/plan-document.ts';
import type { PlannedChange } from '#domain/plan/planned-change.ts';
import { pointsOfNoReturn } from '#domain/plan/points-of-no-return.ts';
import { quantilesOf } from '#domain/plan/quantiles-of.ts';
import { sealPlan } from '#domain/plan/seal-plan.ts';
import { summarisePlan } from '#domain/plan/summarise-plan.ts';
import { waveOfEffects } from '#domain/plan/wave-of-effects.ts';
import { planRuns } from './plan-runs.ts';
import { plannedEvictions } from './planned-evictions.ts';
import { plannedExposure } from './planned-exposure.ts';
import { plannedMachines } from './planned-machines.ts';
import { plannedObjects } from './planned-objects.ts';
import { readSetOf } from './read-set-of.ts';
import { Restoration } from './restoration.ts';
import { runSeed, type PlanComposition } from './run-seed.ts';
import type { SeedRun } from './seed-run.ts';
import { aloneWith, type SeedShare } from './seed-share.ts';
import type { WorldSnapshot } from './world-snapshot.ts';

/** Computes what a change does to a world: runs of the controllers on copies of it, made one. Pure: nothing is touched. */
export async function computePlan(
  request: { readonly snapshot: WorldSnapshot; readonly change: PlannedChange },
  composition: PlanComposition,
  { runs: count = planRuns, share = aloneWith(count) }: { readonly runs?: number; readonly share?: SeedShare } = {},
): Promise<PlanDocument> {
  const from = new Restoration(request.snapshot);
  const run = async (seed: number): Promise<SeedRun> =>
    await runSeed(seed, { from, change: request.change }, composition);
  const done = new Map<number, SeedRun>();
  for (let seed = share.take(); seed !== undefined; seed = share.take()) {
    const made = await run(seed);
    // What was refused is refused in every run.
    if (made.refused) {
      share.end();
      return mergeRuns([made], request);
    }
    done.set(seed, made);
  }
  const others = await share.others();
  const runs: SeedRun[] = [];
  for (let seed = 1; seed <= count; seed += 1) {
    runs.push(done.get(seed) ?? others.get(seed) ?? (await run(seed)));
  }
  return mergeRuns(runs, request);
}

function mergeRuns(
  runs: readonly SeedRun[],
  { change, snapshot }: { readonly snapshot: WorldSnapshot; readonly change: PlannedChange },
): PlanDocument {
  const [first] = runs;
  if (first === undefined) {
    throw new Error('a plan needs at least one run');
  }
  const effects = mergeEffects(runs);
  const objects = plannedObjects(first);
  const stalls = [...distinct(runs.flatMap((run) => run.stalls)), ...undecided(runs)];
  const machines = plannedMachines(effects, runs);
  const changes = effects.length > 0 || objects.length > 0;
  const content = {
    format: 'slipway.dev/plan/v1',
    result: stalls.length > 0 ? 'Stall' : changes ? 'Changes' : 'NoChanges',
    change,
    objects,
    machines,
    effects,
    waves: Math.max(0, ...effects.map(({ wave }) => wave)),
    evictions: plannedEvictions(effects, snapshot),
    exposure: plannedExposure(runs),
    duration: quantilesOf(changes ? runs.map(({ duration }) => duration) : [0]),
    pointsOfNoReturn: pointsOfNoReturn(effects, machines, controlPlanesOf(first)),
    stalls,
    waits: [...new Set(runs.flatMap(({ waits }) => waits))].toSorted(),
    readSet: readSetOf(snapshot),
  } as const;
  return sealPlan({ ...content, summary: summarisePlan(content) });
}

function mergeEffects(runs: readonly SeedRun[]): readonly PlannedEffect[] {
  const ids = [...new Set(runs.flatMap(({ effects }) => [...effects.keys()]))].toSorted();
  const known = new Set(ids);
  const merged = ids.map((id) => {
    const found = runs.flatMap(({ effects }) => effects.get(id) ?? []);
    const union = (of: (effect: (typeof found)[number]) => Iterable<string>): readonly string[] =>
      [...new Set(found.flatMap((effect) => [...of(effect)]))].toSorted();
    const digests = found.map((effect) => [...effect.digests].toSorted().join(' '));
    const stable = new Set(digests).size === 1;
    return {
      id,
      cluster: found[0]?.cluster ?? '',
      because: union(({ because }) => because),
      after: union(({ after }) => after).filter((before) => known.has(before)),
      digests: stable ? (digests[0] ?? '').split(' ') : [],
      begins: quantilesOf(found.map(({ begins }) => begins)),
    };
  });
  const waves = waveOfEffects(merged);
  return merged
    .map((effect) => ({ ...effect, wave: waves.get(effect.id) ?? 1 }))
    .toSorted((left, right) => left.wave - right.wave || (left.id < right.id ? -1 : 1));
}

/** Effects that only some orders of events lead to: nobody can say beforehand whether they happen. */
function undecided(runs: readonly SeedRun[]): readonly PlannedStall[] {
  const ids = [...new Set(runs.flatMap(({ effects }) => [...effects.keys()]))].toSorted();
  return ids.flatMap((id) => {
    const count = runs.filter(({ effects }) => effects.has(id)).length;
    if (count === runs.length) {
      return [];
    }
    const message = `it happens in ${count} of ${runs.length} runs: whether it does depends on timing`;
    return [{ object: id, reason: 'DependsOnTiming', message }];
  });
}

function distinct(stalls: readonly PlannedStall[]): readonly PlannedStall[] {
  const found = new Map(stalls.map((stall) => [`${stall.object} ${stall.reason}`, stall]));
  return [...found.keys()].toSorted().flatMap((key) => found.get(key) ?? []);
}

function controlPlanesOf({ after, before }: SeedRun): ReadonlySet<string> {
  const machines = [...before, ...after].filter(({ kind }) => kind === 'Machine');
  const served = machines.filter((machine) => canonicalJson(machine).includes('"role":"ControlPlane"'));
  return new Set(served.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`));
}
