import type { ApplyConfiguration } from '#capabilities/object-api.ts';
import { sha256 } from '#base/sha256.ts';
import type { WorldEffect } from '../world-effect.ts';
import { act } from './act.ts';
import { HoldHistory } from './hold-history.ts';
import { holdOpen } from './hold-open.ts';
import { judgeRun } from './judge-run.ts';
import { millisecondsOf } from './milliseconds-of.ts';
import { openStage } from './open-stage.ts';
import { performEvent } from './perform-event.ts';
import { runUntilCalm } from './run-until-calm.ts';
import type { Scenario } from './scenario.ts';
import type { ScenarioComposition } from './scenario-composition.ts';
import type { ScenarioRun } from './scenario-run.ts';
import type { Stage } from './stage.ts';
import { waitForEvent } from './wait-for-event.ts';

/** How far a run is. */
export interface RunProgress {
  readonly seed: number;
  /** Milliseconds since the beginning of the run. */
  readonly now: number;
}

/** How often is told how far it is, in steps. */
const progressSteps = 5_000;

/** Lives a scenario once, from its beginning until nothing moves any more: the same seed gives the same run. */
export async function liveScenario(
  scenario: Scenario,
  { onProgress, seed }: { readonly seed: number; readonly onProgress?: (progress: RunProgress) => void },
  parts: ScenarioComposition,
): Promise<ScenarioRun> {
  const stage = openStage(scenario, seed, parts);
  const { clusters, store, world } = stage;
  const holds = new HoldHistory(() => world.scheduler.now);
  let changed = true;
  store.onChange((change) => {
    changed = true;
    holds.note(change);
  });
  let present = 0;
  world.scheduler.onStep(() => {
    const now = stage.machines.changes + world.truth.cloud.endpoints.size;
    if (changed || now !== present) {
      changed = false;
      present = now;
      clusters.look();
    }
    if (world.scheduler.steps % progressSteps === 0) {
      onProgress?.({ seed, now: world.scheduler.now });
    }
  });
  const played = await play(scenario, stage, parts);
  stage.observed.finish(store.objects);
  return {
    seed,
    ...played,
    clusters: [...clusters.records.values()],
    ...counted(stage),
    holds: holds.finish(),
    shortfalls: stage.shortfalls,
    story: stage.story.lines,
    trace: sha256(world.effects.map(({ at, id, phase }) => `${at} ${phase} ${id}`).join('\n')),
  };
}

/** Everything that happens, in order. What is thrown ends the run and is a shortfall. */
async function play(
  scenario: Scenario,
  stage: Stage,
  parts: ScenarioComposition,
): Promise<Pick<ScenarioRun, 'duration' | 'converged'>> {
  const { clusters, shortfalls, store, world } = stage;
  let last = 0;
  try {
    await begin(scenario, stage, parts);
    for (const [index, event] of scenario.spec.events.entries()) {
      const late = await waitForEvent(stage, event);
      if (late !== undefined) {
        shortfalls.push({ expectation: `spec.events[${index}].when`, says: late });
        break;
      }
      last = world.scheduler.now;
      await performEvent(stage, event, `spec.events[${index}]`);
    }
    await end(scenario, stage, last);
  } catch (error) {
    shortfalls.push({
      expectation: 'invariants',
      says: `the run broke off: ${error instanceof Error ? error.message : String(error)}`,
    });
  } finally {
    store.close();
  }
  clusters.look();
  const { since } = clusters;
  return {
    duration: Math.max(last, since ?? world.lastChange),
    ...(since === undefined ? {} : { converged: Math.max(0, since - last) }),
  };
}

async function begin({ spec }: Scenario, stage: Stage, parts: ScenarioComposition): Promise<void> {
  const { kinds, story, world } = stage;
  await world.act(parts.plantSeeds);
  for (const [index, manifest] of ((spec.objects ?? []) as readonly ApplyConfiguration[]).entries()) {
    story.tell('you', `apply ${manifest.kind} ${manifest.metadata.name}`);
    await act.attempt(stage, `spec.objects[${index}]`, (objects) => act.apply(objects, kinds, manifest));
  }
  for (const [index, { count, every, name, spec: wanted }] of spec.clusters.entries()) {
    for (let copy = 1; copy <= (count ?? 1); copy += 1) {
      const manifest: ApplyConfiguration = {
        apiVersion: 'slipway.dev/v1alpha1',
        kind: 'Cluster',
        metadata: { name: count === undefined ? name : `${name}-${copy}` },
        spec: wanted,
      };
      const declare = async (): Promise<void> => {
        story.tell('you', `apply Cluster ${manifest.metadata.name}`);
        await act.within(stage, `spec.clusters[${index}]`, (objects) => act.apply(objects, kinds, manifest));
      };
      const delay = every === undefined ? 0 : millisecondsOf(every) * (copy - 1);
      if (delay === 0) {
        await world.act(declare);
      } else {
        world.scheduler.hold({
          actor: 'scenario',
          label: 'a cluster is declared',
          delay,
          background: false,
          run: declare,
        });
      }
    }
  }
  story.tell('outside', `${world.startManager(parts.composition)} starts`);
}

async function end({ spec }: Scenario, stage: Stage, last: number): Promise<void> {
  const { clusters, oracle, world } = stage;
  const limit = millisecondsOf(spec.limit);
  await runUntilCalm(world, () => world.scheduler.now > limit);
  const settled = !world.scheduler.busy && clusters.since !== undefined;
  judgeRun(stage, spec.expect, last);
  if (settled) {
    oracle.settled();
  }
  if (spec.expect.calm !== undefined) {
    await expectCalm(stage, spec.expect.calm);
  }
  stage.shortfalls.push(...oracle.violations.map((says) => ({ expectation: 'invariants', says })));
}

/** For so long nothing that is stored changes but what is told of it. */
async function expectCalm({ shortfalls, store, world }: Stage, duration: string): Promise<void> {
  const changes: string[] = [];
  store.onChange(({ label }) => changes.push(label));
  const { over } = holdOpen(world, millisecondsOf(duration));
  await world.run(over);
  if (changes.length > 0) {
    const says = `${changes.length} changes within ${duration} in which nothing was to change: ${[...new Set(changes)].slice(0, 5).join(', ')}`;
    shortfalls.push({ expectation: 'spec.expect.calm', says });
  }
}

function counted({
  machines,
  world,
}: Stage): Pick<ScenarioRun, 'effects' | 'faults' | 'machines' | 'machinesMade' | 'evictions' | 'managers'> {
  const asked = world.effects.filter(({ phase }) => phase === 'asked');
  const verbs = Map.groupBy(asked, ({ target }) => `${target.world} ${target.verb} ${target.resource}`);
  const faults = Map.groupBy(world.met, (met) => `${met.fault} at ${met.id.split(' ').slice(0, 3).join(' ')}`);
  const inOrder = (one: readonly [string, unknown], other: readonly [string, unknown]): number =>
    one[0] < other[0] ? -1 : 1;
  return {
    effects: [...verbs]
      .toSorted(inOrder)
      .map(([effect, all]) => ({ effect, different: different(all), asked: all.length })),
    faults: [...faults].toSorted(inOrder).map(([fault, all]) => ({ fault, count: all.length })),
    machines: machines.counts,
    machinesMade: machines.made,
    evictions: world.effects.filter(({ phase, target }) => phase === 'done' && target.verb === 'evict').length,
    managers: new Set(world.effects.map(({ incarnation }) => incarnation)).size,
  };
}

function different(effects: readonly WorldEffect[]): number {
  return new Set(effects.map(({ id }) => id)).size;
}
