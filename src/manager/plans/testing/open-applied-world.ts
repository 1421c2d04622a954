import { Plan } from '#api/plan/index.ts';
import { servedKinds } from '#api/served-kinds.ts';
import { changeDigest } from '#domain/plan/change-digest.ts';
import type { PlanDocument } from '#domain/plan/plan-document.ts';
import { composition } from '../../composition/composition.ts';
import type { World } from '#simulation/world.ts';
import { Incarnation } from '#simulation/incarnation.ts';
import { sourceOfWorld } from '#simulation/plan/source-of-world.ts';
import { scheduleObjects } from '#simulation/schedule-objects.ts';
import { createSeededRandomness } from '#simulation/seeded-randomness.ts';
import { createSimulatedTimers } from '#simulation/simulated-timers.ts';
import { changeTo, openPlannedWorld, planFor, type Wish } from '#simulation/testing/planned-life.ts';
import { PlanGate } from '../plan-gate.ts';
import { PlanRunner } from '../plan-runner.ts';

/** A simulated world whose manager has plans: a gate before its effects, and what applies them. */
export interface AppliedWorld {
  readonly world: World;
  /** What went wrong with plans themselves. */
  readonly problems: readonly string[];
  /** Creates a Plan and waits until it is computed. */
  plan(name: string, wish: Wish): Promise<PlanDocument>;
  /** Has a plan applied and goes on until nothing moves. */
  apply(name: string, options?: { readonly hash?: string; readonly allowRepairs?: boolean }): Promise<void>;
  read(name: string): Promise<Plan>;
  /** Kills the manager and all that came with it, and starts another. */
  restart(): Promise<void>;
  close(): void;
}

/** The first cluster with so many workers, in a world where plans can be made and applied. */
export async function openAppliedWorld(seed: number, workers: number): Promise<AppliedWorld> {
  const world = await openPlannedWorld(seed, { safetyNets: true, workers });
  world.crash();
  const problems: string[] = [];
  const documents = new Map<string, PlanDocument>();
  let stop = new AbortController();
  let life: Incarnation | undefined;
  const start = async (): Promise<void> => {
    stop = new AbortController();
    const gate = new PlanGate();
    const incarnation = new Incarnation('plans', world.scheduler, {
      randomness: createSeededRandomness(`plans ${seed}`),
    });
    life = incarnation;
    const objects = scheduleObjects(world.objects, incarnation, 'plans');
    const runner = new PlanRunner({
      objects,
      source: {
        ...sourceOfWorld(world, { kinds: servedKinds, connections: composition.connections.of }),
        objects,
        breathe: () => incarnation.call('breathe', async () => undefined),
      },
      gate,
      clock: world.clock,
      timers: createSimulatedTimers(world.scheduler, incarnation),
      compute: async ({ change }) => {
        const document = documents.get(changeDigest(change));
        if (document === undefined) throw new Error('in this world plans are computed beforehand');
        return document;
      },
      onProblem: ({ where, error }) => problems.push(`${where}: ${String(error)}`),
    });
    let loaded = false;
    void runner.load().then(() => {
      loaded = true;
      void runner.run(stop.signal);
    });
    await world.run(() => loaded);
    world.startManager({ ...composition, safetyNets: true, admission: gate });
  };
  await start();
  const key = (name: string) => ({ namespace: 'default', name });
  return {
    world,
    problems,
    async plan(name, wish) {
      const change = changeTo(wish);
      const document = await planFor(world, change);
      documents.set(changeDigest(change), document);
      const { deletions, manifests } = change;
      const spec = { ...(manifests.length > 0 ? { manifests } : {}), ...(deletions.length > 0 ? { deletions } : {}) };
      const head = { apiVersion: 'slipway.dev/v1alpha1', kind: 'Plan', metadata: key(name) };
      await world.act((objects) => objects.create(Plan, { ...head, spec }));
      await world.runUntilQuiet();
      return document;
    },
    async apply(name, { allowRepairs = false, hash } = {}) {
      await world.act(async (objects) => {
        const known = hash ?? (await objects.get(Plan, key(name))).status?.hash;
        const body = { spec: { apply: { hash: known, allowRepairs } } };
        await objects.patch(Plan, key(name), { type: 'merge', body });
      });
      await world.runUntilQuiet();
    },
    read: (name) => world.act((objects) => objects.get(Plan, key(name))),
    async restart() {
      life?.crash();
      world.crash();
      await start();
    },
    close: () => stop.abort(),
  };
}
