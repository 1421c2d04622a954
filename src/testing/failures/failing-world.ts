import assert from 'node:assert/strict';
import { Event } from '#api/builtin/event.ts';
import { Cluster } from '#api/cluster/index.ts';
import { ControlPlane } from '#api/control-plane/index.ts';
import { Machine } from '#api/machine/index.ts';
import { MachineImage } from '#api/machine-image/index.ts';
import type { KubeObject, Unsaved } from '#api/meta/kube-object.ts';
import { NodePool } from '#api/node-pool/index.ts';
import { causeChain } from '#explain/cause-chain.ts';
import { readiness } from '#explain/readiness.ts';
import { createWorld } from '#simulation/create-world.ts';
import type { World } from '#simulation/world.ts';
import type { WorldOptions } from '#simulation/world-options.ts';
import type { Misfortune } from '#simulation/misfortune.ts';
import { strike } from '#simulation/strike.ts';
import { firstCluster } from '#simulation/testing/first-cluster.ts';
import { workloadKinds } from '#simulation/workload-kinds.ts';

/** What a person has to be told within, in virtual milliseconds. */
const soonMilliseconds = 10_000;
/** More than anything takes to go on, less than the time after which everything is looked at again anyway. */
const longMilliseconds = 300_000;
/** The world is looked at after so many steps: each look costs more than a step. */
const stride = 5;

const { composition, kinds, plantSeeds } = firstCluster({ safetyNets: true });

function declaration(name: string, workers: number): Unsaved<Cluster> {
  const pools = workers === 0 ? [] : [{ name: 'workers', replicas: workers }];
  const spec = { release: 'v1.0.0', provider: 'docker', controlPlane: { replicas: 1 }, pools };
  const metadata = { namespace: 'default', name };
  return { apiVersion: 'slipway.dev/v1alpha1', kind: 'Cluster', metadata, spec } as unknown as Unsaved<Cluster>;
}

/** A simulated world with a manager and clusters, on which things go wrong. */
export class FailingWorld {
  readonly world: World;
  #struck = 0;

  constructor(seed: number, more: Pick<WorldOptions, 'task'> = {}) {
    this.world = createWorld({ seed, kinds, workloadKinds, mostSteps: 200_000, ...more });
  }

  /** Declares clusters and starts a manager. */
  async declare(names: readonly string[], workers: number): Promise<void> {
    await this.world.act(plantSeeds);
    for (const name of names) await this.world.act((objects) => objects.create(Cluster, declaration(name, workers)));
    this.world.startManager(composition);
  }

  async strike(happens: Misfortune): Promise<() => void> {
    // Events tell whole seconds.
    this.#struck = this.world.clock.now() - 1000;
    const cure = await this.world.scheduler.execute(() => strike(this.world.truth, happens));
    await this.world.scheduler.settle();
    return cure;
  }

  /** Goes on until a Machine of this name is declared. */
  async declared(name: string): Promise<Machine> {
    let found: Machine | undefined;
    await this.world.runUntil(`Machine ${name} is declared`, async () => {
      found = (await this.world.objects.list(Machine)).items.find(({ metadata }) => metadata.name === name);
      return found !== undefined;
    });
    return found as Machine;
  }

  /** All that `slipway describe` shows of the clusters: reasons down to their cause, what goes, and events since the last strike. */
  async why(): Promise<readonly string[]> {
    const { items: clusters } = await this.world.objects.list(Cluster);
    const parts = await this.#parts();
    const reasons = clusters.flatMap((cluster) =>
      causeChain(cluster, parts).map(({ reason, message }) => `${reason}: ${message}`),
    );
    const going = parts.filter(({ metadata }) => metadata.deletionTimestamp !== undefined);
    const { items: events } = await this.world.objects.list(Event);
    const told = events.filter(({ lastTimestamp }) => Date.parse(lastTimestamp ?? '') >= this.#struck);
    return [
      ...reasons,
      ...going.flatMap(readiness.conditions).map(({ reason, message }) => `${reason}: ${message}`),
      ...told.map(({ reason, message }) => `${reason}: ${message}`),
    ];
  }

  /** Rejects when the sentence is not shown within ten seconds. */
  async tellsSoon(sentence: RegExp): Promise<void> {
    const shown = async () => (await this.why()).some((said) => sentence.test(said));
    await this.#within(soonMilliseconds, `describe says ${String(sentence)}`, shown);
  }

  async ready(): Promise<void> {
    const all = async () => (await this.world.objects.list(Cluster)).items.every(readiness.isReady);
    await this.#within(longMilliseconds, 'every cluster is Ready', all);
  }

  async gone(): Promise<void> {
    const none = async () => (await this.world.objects.list(Cluster)).items.length === 0;
    await this.#within(longMilliseconds, 'no cluster is left', none);
  }

  /** Lets time pass in which nothing is expected. */
  async passes(milliseconds: number): Promise<void> {
    const { over } = this.#hold(milliseconds);
    await this.world.runUntil('time has passed', over);
  }

  async #parts(): Promise<readonly KubeObject[]> {
    const { objects } = this.world;
    const lists = await Promise.all([
      objects.list(MachineImage),
      objects.list(ControlPlane),
      objects.list(NodePool),
      objects.list(Machine),
    ]);
    return lists.flatMap<KubeObject>(({ items }) => items);
  }

  /** Something to wait for keeps the world going where only background timers are left. */
  #hold(milliseconds: number): { readonly over: () => boolean; readonly drop: () => void } {
    let over = false;
    const run = () => {
      over = true;
    };
    const item = { actor: 'person', label: 'looks again', delay: milliseconds, background: false, run };
    return { over: () => over, drop: this.world.scheduler.hold(item) };
  }

  async #within(milliseconds: number, what: string, holds: () => Promise<boolean>): Promise<void> {
    const { over, drop } = this.#hold(milliseconds);
    let held = false;
    let steps = 0;
    await this.world.runUntil(what, async () => {
      steps += 1;
      held = (over() || steps % stride === 1) && (await holds());
      return held || over();
    });
    drop();
    const said = held ? [] : [...(await this.why()), ...this.world.problems];
    assert.ok(held, `not within ${milliseconds / 1000} s: ${what}\n${said.join('\n')}`);
  }
}
