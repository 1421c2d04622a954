import { ApiError } from '#api/meta/api-error.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { HostAccess } from '#capabilities/host-access.ts';
import type { WakeSource } from '#base/wake-source.ts';
import type { NextPass, NextPasses } from '#capabilities/next-pass.ts';
import type { JournalEntry } from '#domain/host/journal-entry.ts';
import type { ObjectKey } from '#capabilities/object-api.ts';
import { AppliedMemory } from './applied-memory.ts';
import type { Controller, WokenKeys } from './controller.ts';
import { Declarations } from './declarations.ts';
import { Dispatcher } from './dispatcher.ts';
import { EventRecorder } from './event-recorder.ts';
import { Journals } from './journals.ts';
import { keyId, parseKeyId } from './key-id.ts';
import { keyText } from './key-text.ts';
import { kindId } from './kind-id.ts';
import { looksSame } from './looks-same.ts';
import { createManagerMetrics, type ManagerMetrics } from './manager-metrics.ts';
import type { ManagerOptions } from './manager-options.ts';
import type { ManagerState, RegisteredController } from './manager-state.ts';
import { ObjectCache, type CacheChange } from './object-cache.ts';
import type { StoreReader } from './pass.ts';
import type { PassEnd } from './pass-end.ts';
import { ProviderConnections } from './provider-connections.ts';
import { RemoteClusters } from './remote-clusters.ts';
import { requeue, type Requeue } from './requeue.ts';
import { runPass } from './run-pass.ts';
import { StoreCaches } from './store-caches.ts';
import { createStoreReader } from './store-reader.ts';
import { Subscriptions } from './subscriptions.ts';
import { topics } from './topics.ts';
import { WakeMap } from './wake-map.ts';
import { wakesByObject, type Wake } from './wakes-by-object.ts';
import { WriteBarrier } from './write-barrier.ts';

/** How long an object that nothing happens to is left alone. */
const resyncMilliseconds = 900_000;

/** A running, or not yet running, set of controllers over one store. */
export interface Manager {
  /** Works until the signal aborts; resolves when the last pass is over and everything it opened is closed. Once only. */
  run(signal: AbortSignal): Promise<void>;
  /** Passes that are under way. */
  readonly activePasses: number;
  /** When the controllers of an object look at it again. */
  readonly nextPasses: NextPasses;
  /** What was heard of a machine's journal, by the uid of its Machine; nothing of one that nobody follows. */
  heard(uid: string): readonly JournalEntry[];
  /** Keys that wait to run, those included whose writes are not visible yet. */
  readonly waitingKeys: number;
}

/** A manager is a value made of its capabilities: several in one process share nothing but what they are given. */
export function createManager(options: ManagerOptions): Manager {
  return new RunningManager(options);
}

class RunningManager implements Manager {
  readonly #options: ManagerOptions;
  readonly #stop = new AbortController();
  readonly #controllers: ReadonlyMap<string, RegisteredController>;
  readonly #wakeMap: WakeMap;
  readonly #metrics: ManagerMetrics;
  readonly #subscriptions = new Subscriptions();
  readonly #state: ManagerState;
  readonly #dispatcher: Dispatcher;
  /** What the last pass of each key that waits said it is woken by. */
  readonly #wokenBy = new Map<string, readonly WakeSource[]>();

  constructor(options: ManagerOptions) {
    this.#options = options;
    this.#controllers = register(options.controllers);
    this.#wakeMap = new WakeMap(options.controllers);
    this.#metrics = createManagerMetrics(options.metrics);
    this.#state = this.#createState();
    const { timers, randomness } = options;
    this.#dispatcher = new Dispatcher({
      concurrency: options.concurrency ?? 16,
      timers,
      randomness,
      barrier: this.#state.barrier,
      groupOf: (id) => this.#groupOf(id),
      isReady: (id) => this.#isReady(id),
      run: (id) => this.#run(id),
    });
  }

  get activePasses(): number {
    return this.#dispatcher.active;
  }

  get waitingKeys(): number {
    return this.#dispatcher.depth;
  }

  nextPasses(plural: string, key: ObjectKey): readonly NextPass[] {
    const now = this.#options.clock.now();
    return [...this.#controllers.values()]
      .filter(({ controller }) => controller.for.plural === plural)
      .map(({ controller: { name } }) => {
        const id = keyId(name, key);
        const due = this.#dispatcher.dueIn(id);
        return {
          controller: name,
          at: due === undefined ? undefined : now + due,
          wokenBy: this.#wokenBy.get(id) ?? [],
        };
      });
  }

  heard(uid: string): readonly JournalEntry[] {
    return this.#state.journals.heard(uid);
  }

  async run(signal: AbortSignal): Promise<void> {
    const { tasks, admission } = this.#options;
    const unlisten = [
      tasks.onChange((key) => this.#wakeTopic(topics.task(key))),
      admission?.onChange(() => this.#wakeTopic(topics.admission)),
    ];
    const following = this.#state.caches.follow();
    await new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
      if (signal.aborted) {
        resolve();
      }
    });
    for (const stop of unlisten) {
      stop?.();
    }
    this.#stop.abort(signal.reason);
    this.#state.caches.close();
    await Promise.all([this.#dispatcher.stop(), following]);
    this.#state.journals.close();
    this.#state.remotes.closeAll();
    this.#state.providers.close();
  }

  #createState(): ManagerState {
    const options = this.#options;
    const { timers, randomness } = options;
    const caches = new StoreCaches(
      this.#kinds(),
      (kind, onChange) => this.#createCache(kind, onChange),
      (kind, change) => this.#changed(kind, change),
    );
    const providers: ProviderConnections = new ProviderConnections({
      find: (name) => caches.of(options.providers.kind).get({ name }),
      connect: (provider) => options.providers.connect(provider),
      timers,
      randomness,
      onHint: (uid) => this.#wakeTopic(topics.owner(uid)),
      onGap: (name) => this.#wakeTopic(topics.provider(name)),
      onProblem: (problem) => this.#problem(problem),
    });
    return {
      options,
      controllers: this.#controllers,
      caches,
      barrier: new WriteBarrier(),
      memory: new AppliedMemory(),
      subscriptions: this.#subscriptions,
      providers,
      journals: this.#createJournals(providers),
      remotes: this.#createRemotes(),
      events: new EventRecorder({
        objects: options.objects,
        kind: options.events,
        onProblem: (problem) => this.#problem(problem),
      }),
      metrics: this.#metrics,
      signal: this.#stop.signal,
      forget: (id) => {
        this.#dispatcher.forget(id);
        this.#wokenBy.delete(id);
      },
      trackedReader: (id) => this.#trackedReader(caches, id),
      cluster: (object) => options.clusterOf(object),
    };
  }

  #createCache(kind: Kind, onChange: (change: CacheChange) => void): ObjectCache {
    const { objects, timers, randomness } = this.#options;
    return new ObjectCache({
      kind,
      objects,
      timers,
      randomness,
      onChange,
      onProgress: () => this.#dispatcher.unpark(),
      onFailure: (error) => this.#problem({ where: `${kind.plural} of the store`, error }),
    });
  }

  #createJournals(providers: ProviderConnections): Journals {
    const { timers, randomness } = this.#options;
    return new Journals({
      access: (name) => hostAccess(providers, name),
      timers,
      randomness,
      onEntries: (uid, tasks) => {
        for (const topic of tasks?.map((task) => topics.entries(uid, task)) ?? [topics.journal(uid)]) {
          this.#wakeTopic(topic);
        }
      },
      onProblem: (problem) => this.#problem(problem),
    });
  }

  #createRemotes(): RemoteClusters {
    const { workloads, clock, timers, randomness } = this.#options;
    return new RemoteClusters({
      workloads,
      clock,
      timers,
      randomness,
      onChange: (cluster, { declaration }, change) => {
        for (const { controller } of this.#controllers.values()) {
          if (controller.remote.includes(declaration)) {
            this.#wakeAll(wakesByObject(controller, change, (object) => declaration.wakes(object, cluster)));
          }
        }
      },
      onProgress: () => this.#dispatcher.unpark(),
      onState: (uid) => this.#wakeTopic(topics.remote(uid)),
      onProblem: (problem) => this.#problem(problem),
    });
  }

  /** A reader for what the composition looks up for a key: when that changes, the key is woken. */
  #trackedReader(caches: StoreCaches, id: string): StoreReader {
    const { objects, management, connections } = this.#options;
    const tracked = new Set([...management.kinds, ...connections.kinds].map(kindId));
    return createStoreReader({
      caches,
      objects,
      allow: (kind) => {
        if (!tracked.has(kindId(kind))) {
          throw new Error(`the composition reads ${kind.kind} for management or connections but does not declare it`);
        }
      },
      onGet: (kind, key) => this.#subscriptions.subscribe(topics.object(kind, key), id),
      signal: this.#stop.signal,
    });
  }

  #problem(problem: { readonly where: string; readonly error: unknown }): void {
    this.#metrics.problem();
    this.#options.onProblem?.(problem);
  }

  #kinds(): readonly Kind[] {
    return [...this.#options.controllers.flatMap(kindsOf), ...this.#sharedKinds()];
  }

  #sharedKinds(): readonly Kind[] {
    const { providers, management, connections } = this.#options;
    return [providers.kind, ...management.kinds, ...connections.kinds];
  }

  #changed(kind: Kind, change: CacheChange): void {
    const object = change.current ?? change.old;
    if (object === undefined) {
      return;
    }
    if (change.current === undefined && kindId(kind) === kindId(this.#options.providers.kind)) {
      this.#state.providers.drop(object.metadata.name);
    }
    this.#wakeAll(this.#wakeMap.wakes(kind, change));
    const { looksAt } = this.#options;
    if (looksAt !== undefined && looksSame(change, looksAt)) {
      return;
    }
    for (const id of this.#subscriptions.keysOf(topics.object(kind, object.metadata))) {
      this.#dispatcher.wake(id, 'event');
    }
  }

  #wakeAll(wakes: readonly Wake[]): void {
    for (const { controller, keys, priority } of wakes) {
      for (const key of this.#keysOf(controller, keys)) {
        this.#dispatcher.wake(keyId(controller, key), priority);
      }
    }
  }

  #keysOf(controller: string, keys: WokenKeys): readonly ObjectKey[] {
    const kind = this.#controllers.get(controller)?.controller.for;
    if (kind === undefined || (keys !== 'all' && !('labels' in keys))) {
      return keys === 'all' || 'labels' in keys ? [] : keys;
    }
    const cache = this.#state.caches.of(kind);
    const found =
      keys === 'all'
        ? cache.list()
        : cache.list({ labels: keys.labels, ...(keys.namespace === undefined ? {} : { namespace: keys.namespace }) });
    return found.map(({ metadata }) => metadata);
  }

  #wakeTopic(topic: string): void {
    for (const id of this.#subscriptions.keysOf(topic)) {
      this.#dispatcher.wake(id, 'event');
    }
    this.#dispatcher.pump();
  }

  #groupOf(id: string): string {
    const { controller: name, key } = parseKeyId(id);
    const kind = this.#controllers.get(name)?.controller.for;
    const object = kind === undefined ? undefined : this.#state.caches.of(kind).get(key);
    const cluster = object === undefined ? undefined : this.#options.clusterOf(object);
    return cluster === undefined ? (key.namespace ?? '') : keyText(cluster);
  }

  #isReady(id: string): boolean {
    const controller = this.#controllers.get(parseKeyId(id).controller)?.controller;
    return controller !== undefined && this.#state.caches.synced([...kindsOf(controller), ...this.#sharedKinds()]);
  }

  async #run(id: string): Promise<Requeue> {
    const { clock, timers, onPass } = this.#options;
    const { controller, key } = parseKeyId(id);
    const started = timers.monotonic();
    const told = { controller, key: keyText(key), step: undefined, object: undefined };
    onPass?.({ ...told, phase: 'started', end: undefined });
    const end = await runPass(this.#state, id);
    this.#metrics.passEnded(controller, end, (timers.monotonic() - started) / 1000);
    this.#metrics.depth(this.waitingKeys, this.activePasses);
    onPass?.({ ...told, phase: 'ended', end });
    const wokenBy = wakesOf(end);
    if (wokenBy.length > 0) {
      this.#wokenBy.set(id, wokenBy);
    } else {
      this.#wokenBy.delete(id);
    }
    return requeue(end, { now: clock.now(), safetyNets: this.#options.safetyNets ?? true, resyncMilliseconds });
  }
}

function wakesOf(end: PassEnd): readonly WakeSource[] {
  return end.ended === 'outcome' && 'wokenBy' in end.outcome ? end.outcome.wokenBy : [];
}

function register(controllers: readonly Controller[]): ReadonlyMap<string, RegisteredController> {
  const registered = new Map<string, RegisteredController>();
  for (const controller of controllers) {
    if (registered.has(controller.name)) {
      throw new Error(`two controllers are called ${controller.name}`);
    }
    const siblings = controllers.filter((other) => kindId(other.for) === kindId(controller.for));
    const withReady = siblings.filter((other) => other.readyFrom.length > 0);
    if (withReady.length > 1) {
      throw new Error(
        `${withReady.map(({ name }) => name).join(' and ')} both derive Ready of ${controller.for.kind}: leave readyFrom of all but one empty`,
      );
    }
    const writesReady = controller.withoutReady !== true && (siblings.length === 1 || withReady[0] === controller);
    registered.set(controller.name, { controller, declarations: new Declarations(controller), writesReady });
  }
  return registered;
}

function kindsOf(controller: Controller): readonly Kind[] {
  return [controller.for, ...controller.owns, ...controller.reads.map(({ kind }) => kind)];
}

function hostAccess(providers: ProviderConnections, name: string): HostAccess | undefined {
  try {
    return providers.get(name).connected.driver.hostAccess;
  } catch (error) {
    if (error instanceof ApiError && error.reason === 'NotFound') {
      return undefined;
    }
    throw error;
  }
}
