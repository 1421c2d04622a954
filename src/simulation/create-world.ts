import type { KubeObject } from '#api/meta/kube-object.ts';
import { sha256 } from '#base/sha256.ts';
import type { Clock } from '#capabilities/clock.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import { Expressions } from '#engine/cel/expressions.ts';
import { createEngine, type Engine } from '#engine/create-engine.ts';
import { GarbageCollector } from '#engine/garbage-collector.ts';
import { createManager, type Manager } from '#runtime/create-manager.ts';
import { fenceObjects } from '#runtime/fence-objects.ts';
import type { EffectReport, ManagerOptions } from '#runtime/manager-options.ts';
import type { PassEnd } from '#runtime/pass-end.ts';
import type { PassReport } from '#runtime/pass-report.ts';
import { MemoryStorage } from '#storage/memory/memory-storage.ts';
import { createCloudDriver } from './cloud-driver.ts';
import { Cloud } from './cloud.ts';
import { EffectFaults, type FaultChoice } from './effect-faults.ts';
import type { Disorder, Fault } from './fault.ts';
import { Incarnation } from './incarnation.ts';
import type { MetFault } from './met-fault.ts';
import { restoreMachines } from './plan/restore-machines.ts';
import { scheduleDriver } from './schedule-driver.ts';
import { scheduleObjects } from './schedule-objects.ts';
import { Scheduler } from './scheduler.ts';
import { SilentStore } from './silent-store.ts';
import { createSeededRandomness } from './seeded-randomness.ts';
import { SimulatedHosts } from './simulated-hosts.ts';
import { simulatedModel } from './simulated-model.ts';
import { createSimulatedPki } from './simulated-pki.ts';
import { SimulatedTasks, type TaskOutcome } from './simulated-tasks.ts';
import { createSimulatedTimers } from './simulated-timers.ts';
import { createSimulatedWorkloads } from './simulated-workloads.ts';
import type { Composition } from './composition.ts';
import type { World } from './world.ts';
import type { WorldEffect } from './world-effect.ts';
import type { WorldOptions } from './world-options.ts';

interface Life {
  readonly incarnation: Incarnation;
  readonly manager: Manager;
  readonly stop: AbortController;
  readonly ended: Promise<unknown>;
  /** Steps of passes under way, for failures. */
  readonly steps: Map<string, string>;
}

/** The first moment of every world. */
const beginning = 1_767_225_600_000;
/** After a crash a new manager is there this much later. */
const restartMilliseconds = 1500;
/** Whatever failed is tried again within this long. */
const lookAgainMilliseconds = 120_000;

/** Makes a world; nothing of it touches the real one, and the same seed and actions give the same run. */
export function createWorld(options: WorldOptions): World {
  return new SimulatedWorld(options);
}

class SimulatedWorld implements World {
  readonly objects: Engine;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly truth: { readonly cloud: Cloud; readonly hosts: SimulatedHosts };
  readonly ends = new Map<string, PassEnd>();
  readonly effects: WorldEffect[] = [];
  readonly problems: string[] = [];
  readonly met: MetFault[] = [];
  readonly #options: WorldOptions;
  readonly #randomness;
  readonly #tasks: SimulatedTasks;
  readonly #faults: EffectFaults;
  readonly #store: SilentStore;
  readonly installation: string;
  #lives: Life[] = [];
  #count = 0;
  #composition: Composition | undefined;
  #lintDue = false;
  /** How far the wall clock of the managers is ahead. */
  #skew = 0;
  readonly #linted = new WeakSet<KubeObject>();
  #lastChange = 0;
  readonly #distinct = new Set<string>();

  constructor(options: WorldOptions) {
    this.#options = options;
    const randomness = createSeededRandomness(String(options.seed));
    this.#randomness = randomness;
    this.scheduler = new Scheduler(randomness.split('scheduler'), { trace: options.trace ?? true });
    const { scheduler } = this;
    const { from } = options;
    const found = from?.snapshot;
    this.clock = { now: () => (found?.now ?? beginning) + scheduler.now };
    this.installation = found?.installation ?? randomness.split('installation').uuid();
    const storage = new MemoryStorage(this.installation, from?.stored(from.snapshot.objects, options.kinds));
    storage.onCommit(() => {
      this.#lastChange = scheduler.now;
    });
    this.objects = createEngine({
      storage,
      kinds: options.kinds,
      clock: this.clock,
      randomness: randomness.split('store'),
      caller: 'user',
      ...(options.expressions === undefined ? {} : { expressions: options.expressions }),
      ...(from === undefined ? {} : { decoded: from.decoded }),
    });
    const cloud = new Cloud({
      model: options.model ?? simulatedModel,
      scheduler,
      randomness: randomness.split('cloud'),
      now: this.clock.now,
    });
    const hosts = new SimulatedHosts({
      cloud,
      scheduler,
      randomness: randomness.split('hosts'),
      clock: this.clock,
      kinds: options.workloadKinds ?? [],
      expressions: options.expressions ?? new Expressions(),
    });
    cloud.inhabit(hosts);
    if (from !== undefined) {
      restoreMachines(from, { cloud, hosts, workloadKinds: options.workloadKinds ?? [] });
    }
    this.truth = { cloud, hosts };
    this.#tasks = new SimulatedTasks(scheduler, this.clock, options.task ?? defaultTask);
    this.#store = new SilentStore(this.objects);
    this.#faults = new EffectFaults({
      faults: options.faults ?? [],
      onCrash: (incarnation) => incarnation.crash(),
      onDisorder: (disorder, incarnation) => this.#disorder(disorder, incarnation),
      onFault: (fault, { id }) => this.met.push({ ...fault, at: scheduler.now, id }),
    });
  }

  get controllersOf(): ReadonlyMap<string, string> {
    return new Map(this.#composition?.controllers.map(({ name, for: kind }) => [name, kind.kind]));
  }

  get distinctEffects(): number {
    return this.#distinct.size;
  }

  get lastChange(): number {
    return this.#lastChange;
  }

  get asked(): number {
    return this.#faults.asked;
  }

  get traceHash(): string {
    return this.scheduler.traceHash;
  }

  get managers(): number {
    return this.#lives.length;
  }

  trouble(faults: readonly Fault[]): void {
    this.#faults.add(faults);
  }

  troubleBy(choice: FaultChoice): void {
    this.#faults.chooseBy(choice);
  }

  silenceStore(because: string): () => void {
    this.#store.fallSilent(because);
    return () => this.#store.answerAgain();
  }

  startManager(composition = this.#composition): string {
    if (composition === undefined) {
      throw new Error('the first manager needs a composition');
    }
    this.#composition = composition;
    this.#count += 1;
    const name = `manager-${this.#count}`;
    const incarnation = new Incarnation(name, this.scheduler, {
      randomness: this.#randomness.split(name),
      pace: this.#options.pace,
    });
    const steps = new Map<string, string>();
    const scheduled = scheduleObjects(this.#store.objects, incarnation, 'store');
    const objects = composition.fence === undefined ? scheduled : fenceObjects(scheduled, composition.fence);
    const manager = createManager(this.#managerOptions(composition, { incarnation, objects, steps }));
    const stop = new AbortController();
    const api = scheduleObjects(this.#store.objects, incarnation, 'collector');
    const collector = new GarbageCollector({ api, kinds: this.#options.kinds });
    const ended = Promise.all([manager.run(stop.signal), collector.run(stop.signal)]).catch((error: unknown) =>
      this.problems.push(`${name}: ${String(error)}`),
    );
    this.#lives.push({ incarnation, manager, stop, ended, steps });
    return name;
  }

  crash(): void {
    for (const { incarnation } of this.#lives) {
      incarnation.crash();
    }
    this.#lives = [];
  }

  async stopManagers(): Promise<void> {
    const lives = this.#lives;
    for (const { stop } of lives) {
      stop.abort(new Error('the manager stops'));
    }
    let left = lives.length;
    for (const { ended } of lives) {
      void ended.then(() => {
        left -= 1;
      });
    }
    await this.scheduler.settle();
    for (let step = 0; left > 0 && step < 2000; step += 1) {
      await this.scheduler.step();
    }
    if (left > 0) {
      throw new Error('a manager did not stop');
    }
    this.#lives = [];
  }

  async act<R>(work: (objects: ObjectApi) => Promise<R>): Promise<R> {
    const result = await this.scheduler.execute(() => work(this.objects));
    await this.scheduler.settle();
    return result;
  }

  async runUntilQuiet(): Promise<void> {
    await this.run(() => false);
  }

  async runUntil(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
    if (!(await this.run(condition))) {
      throw new Error(`the world is quiet and yet not: ${what}`);
    }
  }

  async run(condition: () => boolean | Promise<boolean>): Promise<boolean> {
    const last = this.scheduler.steps + (this.#options.mostSteps ?? 20_000);
    await this.scheduler.settle();
    for (;;) {
      if (await condition()) {
        return true;
      }
      this.#bury();
      if (!(await this.scheduler.step())) {
        return false;
      }
      this.#findStuck();
      await this.#lint();
      if (this.scheduler.steps > last) {
        throw new Error(
          `the world does not become quiet:\n${this.scheduler.trace.slice(-40).join('\n')}\nheld:\n${this.scheduler.describe()}`,
        );
      }
    }
  }

  /** In place of an incarnation that a fault killed, a new one starts a little later. */
  #bury(): void {
    const dead = this.#lives.filter(({ incarnation }) => !incarnation.alive);
    this.#lives = this.#lives.filter(({ incarnation }) => incarnation.alive);
    for (const { incarnation } of dead) {
      this.scheduler.hold({
        actor: 'world',
        label: `restart after ${incarnation.name}`,
        delay: restartMilliseconds,
        background: false,
        run: () => {
          this.startManager();
        },
      });
    }
  }

  /** A pass that has neither ended nor anything on its way waits for something that no capability gave it. */
  #findStuck(): void {
    for (const { incarnation, manager, steps } of this.#lives) {
      if (incarnation.alive && manager.activePasses > 0 && incarnation.pending === 0) {
        throw new Error(
          `passes of ${incarnation.name} hang although nothing is on its way: ${[...steps].map(([key, step]) => `${key} in ${step}`).join(', ')}`,
        );
      }
    }
  }

  async #lint(): Promise<void> {
    const { lint, kinds } = this.#options;
    if (!this.#lintDue || lint === undefined) {
      return;
    }
    this.#lintDue = false;
    for (const kind of kinds) {
      const { items } = await this.scheduler.execute(() => this.objects.list(kind));
      // Objects are frozen and shared: one that was looked at is the same for ever.
      for (const object of items.filter((item) => !this.#linted.has(item))) {
        lint(object);
        this.#linted.add(object);
      }
    }
  }

  #managerOptions(
    composition: Composition,
    life: { readonly incarnation: Incarnation; readonly objects: ObjectApi; readonly steps: Map<string, string> },
  ): ManagerOptions {
    const { incarnation, objects, steps } = life;
    const { providerKind, ...given } = composition;
    const { model, driver } = {
      model: this.truth.cloud.model,
      driver: scheduleDriver(createCloudDriver(this.truth.cloud), incarnation),
    };
    const drawn = this.#randomness.split(`${incarnation.name} randomness`);
    const randomness = this.#options.evenChance === true ? { ...drawn, fraction: () => 0.5 } : drawn;
    return {
      ...given,
      objects,
      installation: this.installation,
      epoch: (this.#options.from?.snapshot.epoch ?? 0) + this.#count,
      providers: { kind: providerKind, connect: () => ({ model, driver }) },
      workloads: createSimulatedWorkloads(this.truth.hosts, this.clock, incarnation),
      tasks: this.#tasks.for(incarnation),
      pki: createSimulatedPki(drawn.split('pki'), this.clock),
      clock: { now: () => this.clock.now() + this.#skew },
      timers: createSimulatedTimers(this.scheduler, incarnation),
      randomness,
      onEffect: (report) => this.#noteEffect(report, incarnation),
      onPass: (report) => this.#notePass(report, { incarnation, steps }),
      onProblem: ({ where, error }) => this.problems.push(`${incarnation.name} ${where}: ${String(error)}`),
    };
  }

  #disorder(disorder: Disorder, incarnation: Incarnation): void {
    switch (disorder.fault) {
      case 'late-events':
        incarnation.delayDeliveries(disorder.milliseconds);
        return;
      case 'events-twice':
        incarnation.repeatDeliveries(disorder.deliveries);
        return;
      case 'clock-jump':
        this.#skew += disorder.milliseconds;
        return;
      case 'partition': {
        const heal = this.#part(disorder.from);
        const { from, milliseconds } = disorder;
        this.#inForeground(`the ${from} can be reached again`, milliseconds, heal);
        // What was stuck meanwhile is looked at again by itself, and nobody knows when.
        this.#inForeground(`the ${from} could be reached for a while`, milliseconds + lookAgainMilliseconds);
      }
    }
  }

  #inForeground(label: string, delay: number, run: () => void = () => undefined): void {
    this.scheduler.hold({ actor: 'world', label, delay, background: false, run });
  }

  #part(from: 'provider' | 'clusters'): () => void {
    const { cloud, hosts } = this.truth;
    if (from === 'provider') {
      cloud.fallSilent('the provider cannot be reached from here');
      return () => cloud.answerAgain();
    }
    const heals = hosts.clusters.map((cluster) => hosts.partition(cluster));
    return () => heals.forEach((heal) => heal());
  }

  #noteEffect(report: EffectReport, incarnation: Incarnation): void {
    if (incarnation.alive) {
      const { id, after, because, cluster, digest, target } = report.effect;
      this.#distinct.add(id);
      this.effects.push({
        id,
        target,
        after,
        because,
        cluster,
        digest,
        at: this.scheduler.now,
        controller: report.controller,
        incarnation: incarnation.name,
        phase: report.phase,
      });
      this.#faults.meet(report, incarnation);
    }
  }

  #notePass(
    { phase, controller, key, step, end }: PassReport,
    { incarnation, steps }: { readonly incarnation: Incarnation; readonly steps: Map<string, string> },
  ): void {
    const id = `${controller} ${key}`;
    if (phase === 'ended') {
      steps.delete(id);
      this.#lintDue = true;
      if (end !== undefined && incarnation.alive) {
        this.ends.set(id, end);
      }
      if (end?.ended === 'threw' && incarnation.alive) {
        this.problems.push(`${incarnation.name} ${id} ${end.step ?? ''}: ${String(end.error)}`);
      }
    } else {
      steps.set(id, step ?? 'its beginning');
    }
  }
}

/** Every task succeeds with an archive whose digest depends on nothing but its key. */
function defaultTask(key: string): TaskOutcome {
  return {
    milliseconds: 20_000,
    end: { state: 'done', result: { archive: `/cache/${key}.tar`, digest: `sha256:${sha256(key)}`, sizeBytes: 1 } },
  };
}
