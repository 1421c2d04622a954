import { Machine } from '#api/machine/index.ts';
import type { Expressions } from '#engine/cel/expressions.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { sha256 } from '#base/sha256.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import type { PlannedChange } from '#domain/plan/planned-change.ts';
import type { ProviderModel } from '#providers/contract/model.ts';
import { conditionsOf } from '#runtime/conditions-of.ts';
import { createWorld } from '../create-world.ts';
import type { Composition } from '../composition.ts';
import type { World } from '../world.ts';
import type { WorldOptions } from '../world-options.ts';
import { drawLatency } from '../draw-latency.ts';
import { paces } from '../paces.ts';
import { createSeededRandomness } from '../seeded-randomness.ts';
import { declareChange } from './declare-change.ts';
import { Exposures } from './exposures.ts';
import { runEffects } from './run-effects.ts';
import type { Restoration } from './restoration.ts';
import type { SeedRun } from './seed-run.ts';
import { stallsOf } from './stalls-of.ts';
import type { WorldSnapshot } from './world-snapshot.ts';

/** What a plan is computed with: the manager as it is, and the kinds it serves and reads. */
export interface PlanComposition {
  readonly composition: Composition;
  readonly kinds: readonly Kind[];
  readonly workloadKinds: readonly Kind[];
  readonly model: ProviderModel;
  /** Compiled rules, which all runs share. */
  readonly expressions: Expressions;
  /** Called with the world of each run before anything happens there. */
  readonly onWorld?: (world: Pick<World, 'clock'>) => void;
}

const mostEvents = 1_000_000;
const longestMilliseconds = 24 * 3_600_000;
/** So long may nothing new happen while something still moves: after that it moves in a circle. */
const patienceMilliseconds = 900_000;

/** An image is built in seconds from what the cache has, and in many minutes from nothing: nobody knows beforehand. */
const building = { p10: 5_000, p50: 60_000, p90: 600_000 } as const;

function builds(seed: number): NonNullable<WorldOptions['task']> {
  const randomness = createSeededRandomness(`builds ${seed}`);
  return (key) => {
    const digest = `sha256:${sha256(key)}`;
    const result = { archive: `/cache/${key}.tar`, digest, sizeBytes: 1 };
    return { milliseconds: drawLatency(building, randomness), end: { state: 'done', result } };
  };
}

/** Kinds whose objects say what happened rather than what is. */
const told = new Set(['Event', 'Lease', 'Plan']);

/** Runs a change once, until nothing moves any more: the same seed gives the same run. */
export async function runSeed(
  seed: number,
  { from, change }: { readonly from: Restoration; readonly change: PlannedChange },
  { composition, expressions, kinds, model, onWorld, workloadKinds }: PlanComposition,
): Promise<SeedRun> {
  const world = createWorld({
    seed: `plan ${seed}`,
    kinds,
    workloadKinds,
    model,
    from,
    pace: paces.steady,
    expressions,
    trace: false,
    task: builds(seed),
    mostSteps: mostEvents + 1,
  });
  onWorld?.(world);
  const kept = kinds.filter(({ kind }) => !told.has(kind));
  const before = await world.act((objects) => everything(objects, kept));
  const refusals = await world.act((objects) => declareChange(objects, kinds, change));
  const declared = await world.act((objects) => everything(objects, kept));
  const exposures = new Exposures(world);
  const machines = followMachines(world);
  if (refusals.length === 0) {
    world.startManager(composition);
  }
  const moving = refusals.length === 0 && (await runUntilCalm(world, () => exposures.look()));
  const after = await world.act((objects) => everything(objects, kept));
  machines.stop();
  return {
    effects: runEffects(world.effects),
    before,
    declared,
    after,
    duration: world.lastChange,
    ready: machines.ready,
    gone: machines.gone,
    refused: refusals.length > 0,
    stalls: refusals.length > 0 ? refusals : stallsOf(world, after, moving),
    waits: waitsOf(after, from.snapshot),
    exposure: exposures.all(),
  };
}

/** True when it was given up because something moves on and on. */
async function runUntilCalm(world: World, look: () => void): Promise<boolean> {
  let asked = 0;
  let progress = 0;
  return await world.run(() => {
    look();
    const known = world.distinctEffects;
    if (known !== asked || world.lastChange > progress) {
      asked = known;
      progress = Math.max(world.scheduler.now, world.lastChange);
    }
    const { now, steps } = world.scheduler;
    return now - progress > patienceMilliseconds || now > longestMilliseconds || steps > mostEvents;
  });
}

async function everything(objects: ObjectApi, kinds: readonly Kind[]): Promise<readonly KubeObject[]> {
  const lists = await Promise.all(kinds.map((kind) => objects.list(kind)));
  return lists.flatMap(({ items }) => items);
}

/** Notes when Machines become Ready and when they are gone. */
function followMachines(world: World): {
  readonly ready: ReadonlyMap<string, number>;
  readonly gone: ReadonlyMap<string, number>;
  stop(): void;
} {
  const ready = new Map<string, number>();
  const gone = new Map<string, number>();
  const watch = world.objects.watch(Machine);
  const follow = async (): Promise<void> => {
    for (let events = await watch.next(); events.length > 0; events = await watch.next()) {
      for (const event of events) {
        if (event.type === 'BOOKMARK') {
          continue;
        }
        const key = `${event.object.metadata.namespace}/${event.object.metadata.name}`;
        const isReady = conditionsOf(event.object).some(({ type, status }) => type === 'Ready' && status === 'True');
        if (event.type === 'DELETED') {
          gone.set(key, world.scheduler.now);
        } else if (isReady && !ready.has(key)) {
          ready.set(key, world.scheduler.now);
        }
      }
    }
  };
  void follow();
  return { ready, gone, stop: () => watch.close() };
}

/** Clusters that are left waiting for something that only the outside can give. */
function waitsOf(after: readonly KubeObject[], { concerned }: WorldSnapshot): readonly string[] {
  return after.flatMap((object) => {
    const key = `${object.metadata.namespace}/${object.metadata.name}`;
    const ready = conditionsOf(object).find(({ type }) => type === 'Ready');
    const waits = object.kind === 'Cluster' && concerned.includes(key) && ready?.status !== 'True';
    return waits ? [`Cluster ${key}: ${ready?.message ?? 'is not looked at'}`] : [];
  });
}
