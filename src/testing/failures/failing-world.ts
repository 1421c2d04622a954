import assert from 'node:assert/strict';
import { Event } from '#api/builtin/event.ts';
import { Cluster } from '#api/cluster/index.ts';
import { ControlPlane } from '#api/control-plane/index.ts';
import { Machine } from '#api/machine/index.ts';
import { MachineImage } from '#api/machine-image/index.ts';
import type { KubeObject, Unsaved } from '#api/meta/kube-object.ts';
import { NodePool } from '#api/node-pool/index.ts';
import { whyNotReady } from '#explain/why-not-ready.ts';
import { createWorld, type World } from '#simulation/create-world.ts';
import type { Misfortune } from '#simulation/misfortune.ts';
import { strike } from '#simulation/strike.ts';
import { firstCluster } from '#simulation/testing/first-cluster.ts';
import { workloadKinds } from '#simulation/testing/workload-kinds.ts';

/** What a person has to be told within, in virtual milliseconds. */
const soonMilliseconds = 10_000;
/** More than anything takes to go on, less than the time after which everything is looked at again anyway. */
const longMilliseconds = 300_000;
/** The world is looked at after so many steps: each look costs more than a step. */
const stride = 5;

/** A world with a cluster `first` of one control plane and two workers, on which things go wrong. */
export interface FailingWorld {
  readonly world: World;
  readonly key: { readonly namespace: string; readonly name: string };
  /** Goes on until a Machine of this name is declared. */
  declared(machine: string): Promise<Machine>;
  ready(): Promise<void>;
  strike(happens: Misfortune): Promise<() => void>;
  /** All sentences from the cluster down to the cause and the events told since the last strike, as `slipway describe` shows them. */
  why(): Promise<readonly string[]>;
  /** Goes on until `describe` shows the sentence; rejects when it does not within ten seconds. */
  tellsSoon(sentence: RegExp): Promise<void>;
  /** Lets time pass in which nothing is expected. */
  passes(milliseconds: number): Promise<void>;
  gone(): Promise<void>;
}

async function objectsOf(world: World): Promise<readonly KubeObject[]> {
  const lists = await Promise.all(
    [MachineImage, ControlPlane, NodePool, Machine].map((kind) => world.objects.list<KubeObject>(kind as never)),
  );
  return lists.flatMap(({ items }) => items);
}

/** Something to wait for keeps the world going where only background timers are left. */
function hold(world: World, milliseconds: number): { readonly over: () => boolean; readonly drop: () => void } {
  let over = false;
  const drop = world.scheduler.hold({
    actor: 'person',
    label: 'looks again',
    delay: milliseconds,
    background: false,
    run: () => {
      over = true;
    },
  });
  return { over: () => over, drop };
}

/** Makes the world, declares the cluster and starts the manager. */
export async function openFailingWorld(seed: number): Promise<FailingWorld> {
  const { composition, kinds, plantSeeds } = firstCluster({ safetyNets: true });
  const world = createWorld({ seed, kinds, workloadKinds, mostSteps: 60_000 });
  const key = { namespace: 'default', name: 'first' };
  const spec = {
    release: 'v1.0.0',
    provider: 'docker',
    controlPlane: { replicas: 1 },
    pools: [{ name: 'workers', replicas: 2 }],
  };
  await world.act(plantSeeds);
  const declaration = { apiVersion: 'slipway.dev/v1alpha1', kind: 'Cluster', metadata: key, spec };
  await world.act((objects) => objects.create(Cluster, declaration as unknown as Unsaved<Cluster>));
  world.startManager(composition);

  let struck = 0;

  async function why(): Promise<readonly string[]> {
    const { items } = await world.objects.list(Cluster);
    const cluster = items.find(({ metadata }) => metadata.name === key.name);
    if (cluster === undefined) return [];
    const deleting = cluster.metadata.deletionTimestamp === undefined ? [] : await goingSentences(world);
    const { items: events } = await world.objects.list(Event);
    const told = events.filter(({ lastTimestamp }) => Date.parse(lastTimestamp ?? '') >= struck);
    return [
      ...whyNotReady(cluster, await objectsOf(world)).map(({ sentence }) => sentence),
      ...told.map(({ reason, message }) => `${reason}: ${message}`),
      ...deleting,
    ];
  }

  /** Until it holds, or the time is over; what was said last is in the failure. */
  async function within(milliseconds: number, what: string, holds: () => Promise<boolean>): Promise<void> {
    const { over, drop } = hold(world, milliseconds);
    let held = false;
    let steps = 0;
    await world.runUntil(what, async () => {
      steps += 1;
      held = (over() || steps % stride === 1) && (await holds());
      return held || over();
    });
    drop();
    const said = (await why()).join('\n');
    assert.ok(held, `not within ${milliseconds / 1000} s: ${what}\n${said}\n${world.problems.join('\n')}`);
  }

  async function isReady(): Promise<boolean> {
    const cluster = await world.objects.get(Cluster, key);
    const condition = cluster.status?.conditions?.find(({ type }) => type === 'Ready');
    return condition?.status === 'True' && condition.observedGeneration === cluster.metadata.generation;
  }

  return {
    world,
    key,
    async declared(name) {
      const named = async () => (await world.objects.list(Machine)).items.find(({ metadata }) => metadata.name === name);
      await world.runUntil(`Machine ${name} is declared`, async () => (await named()) !== undefined);
      return (await named()) as Machine;
    },
    ready: () => within(longMilliseconds, 'the cluster is Ready', isReady),
    async strike(happens) {
      // Events tell whole seconds.
      struck = world.clock.now() - 1000;
      const cure = await world.scheduler.execute(() => strike(world.truth, happens));
      await world.scheduler.settle();
      return cure;
    },
    why,
    tellsSoon: (sentence) =>
      within(soonMilliseconds, `describe says ${String(sentence)}`, async () =>
        (await why()).some((said) => sentence.test(said)),
      ),
    async passes(milliseconds) {
      const { over } = hold(world, milliseconds);
      await world.runUntil('time has passed', over);
    },
    gone: () =>
      within(longMilliseconds, 'the cluster is gone', async () => (await world.objects.list(Cluster)).items.length === 0),
  };
}

/** What objects that go say of what they wait for. */
async function goingSentences(world: World): Promise<readonly string[]> {
  const going = (await objectsOf(world)).filter(({ metadata }) => metadata.deletionTimestamp !== undefined);
  return going.flatMap((object) => {
    const { conditions = [] } = (object as Machine).status ?? {};
    return conditions
      .filter(({ type }) => type === 'Deleting' || type === 'Ready')
      .map(({ reason, message }) => `${reason}: ${message}`);
  });
}
