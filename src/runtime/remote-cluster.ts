import { ApiError } from '#api/meta/api-error.ts';
import { rfc3339 } from '#base/rfc3339.ts';
import { WorkloadUnreachable, type WorkloadCluster, type WorkloadConnection } from '#capabilities/workload-clusters.ts';
import { Backoff } from './backoff.ts';
import { CallLimiter } from './call-limiter.ts';
import type { RemoteDeclaration } from './controller.ts';
import { kindId } from './kind-id.ts';
import { ObjectCache } from './object-cache.ts';
import type { RemoteState } from './pass.ts';
import { Pause } from './pause.ts';
import type { RemoteOptions, RemoteKey } from './remote-options.ts';

/** Calls at a time to one workload cluster: its API server may be small and has others to serve. */
const callsInFlight = 8;

interface DeclaredCache {
  readonly cache: ObjectCache;
  readonly declarations: RemoteDeclaration[];
}

/** One workload cluster: its connection, the caches that were asked for, and whether it answers. */
export class RemoteCluster {
  readonly #options: RemoteOptions & { readonly cluster: RemoteKey; readonly connection: WorkloadConnection };
  readonly #connected: WorkloadCluster;
  readonly #caches = new Map<string, DeclaredCache>();
  readonly #calls = new CallLimiter(callsInFlight);
  #state: RemoteState = { state: 'unknown' };
  readonly #pause: Pause;
  #closed = false;

  constructor(options: RemoteOptions & { readonly cluster: RemoteKey; readonly connection: WorkloadConnection }) {
    this.#options = options;
    this.#connected = options.workloads.connect(options.connection);
    this.#pause = new Pause(options.timers);
  }

  get state(): RemoteState {
    return this.#state;
  }

  get closed(): boolean {
    return this.#closed;
  }

  isFor(connection: WorkloadConnection): boolean {
    const mine = this.#options.connection;
    return (
      mine.uid === connection.uid &&
      mine.server === connection.server &&
      mine.authority === connection.authority &&
      mine.certificate === connection.certificate &&
      mine.key === connection.key
    );
  }

  /** The cache of one declaration, started if need be; declarations that narrow alike share it. */
  cache(declaration: RemoteDeclaration): ObjectCache {
    const id = [kindId(declaration.kind), declaration.namespace ?? '', declaration.labelSelector ?? ''].join(' ');
    const known = this.#caches.get(id);
    if (known !== undefined) {
      if (!known.declarations.includes(declaration)) {
        this.#join(known, declaration);
      }
      return known.cache;
    }
    const made: DeclaredCache = {
      cache: this.#createCache(declaration, () => made.declarations),
      declarations: [declaration],
    };
    this.#caches.set(id, made);
    void made.cache.follow();
    return made.cache;
  }

  /** Makes a call within the limit and learns from it whether the cluster answers. */
  async call<R>(run: (cluster: WorkloadCluster) => Promise<R>): Promise<R> {
    try {
      const result = await this.#calls.run(() => run(this.#connected));
      this.#answered();
      return result;
    } catch (error) {
      this.#heardFailure(error);
      throw error;
    }
  }

  close(): void {
    this.#closed = true;
    this.#pause.wake();
    for (const { cache } of this.#caches.values()) {
      cache.close();
    }
    const { onProblem, cluster } = this.#options;
    this.#connected
      .close()
      .catch((error: unknown) =>
        onProblem({ where: `closing the connection to ${cluster.namespace}/${cluster.name}`, error }),
      );
  }

  /** A declaration that comes late is told what is there already. */
  #join(known: DeclaredCache, declaration: RemoteDeclaration): void {
    known.declarations.push(declaration);
    for (const current of known.cache.list()) {
      this.#options.onChange(
        this.#options.cluster,
        { kind: declaration.kind, declaration },
        { old: undefined, current, initial: true },
      );
    }
  }

  #createCache(declaration: RemoteDeclaration, declarations: () => readonly RemoteDeclaration[]): ObjectCache {
    const { timers, randomness, onChange, onProgress, onProblem, onState, cluster } = this.#options;
    const { kind, namespace, labelSelector } = declaration;
    let filled = false;
    return new ObjectCache({
      kind,
      objects: this.#connected.objects,
      namespace,
      labelSelector,
      timers,
      randomness,
      onChange: (change) => {
        for (const one of declarations()) {
          onChange(cluster, { kind, declaration: one }, change);
        }
      },
      onProgress: () => {
        this.#answered();
        if (!filled) {
          filled = true;
          onState(cluster.uid);
        }
        onProgress();
      },
      onFailure: (error) => {
        this.#heardFailure(error);
        onProblem({ where: `${kind.plural} of ${cluster.namespace}/${cluster.name}`, error });
      },
    });
  }

  #answered(): void {
    if (this.#state.state === 'reachable' || this.#closed) {
      return;
    }
    this.#state = { state: 'reachable' };
    for (const { cache } of this.#caches.values()) {
      cache.retry();
    }
    this.#options.onState(this.#options.cluster.uid);
  }

  /** Any ApiError is an answer; only silence makes a cluster unreachable. */
  #heardFailure(error: unknown): void {
    if (error instanceof ApiError) {
      this.#answered();
      return;
    }
    if (!(error instanceof WorkloadUnreachable) || this.#closed) {
      return;
    }
    const since = this.#state.state === 'unreachable' ? this.#state.since : rfc3339(this.#options.clock.now());
    const news = this.#state.state !== 'unreachable';
    this.#state = { state: 'unreachable', since, because: error.message };
    if (news) {
      this.#options.onState(this.#options.cluster.uid);
      void this.#probe();
    }
  }

  /** Asks until somebody answers: a single call that got no reply must not leave the cluster written off while its watches live on. */
  async #probe(): Promise<void> {
    const { randomness } = this.#options;
    const backoff = new Backoff({ baseMilliseconds: 500, maximumMilliseconds: 30_000, randomness });
    while (this.#state.state === 'unreachable' && !this.#closed) {
      await this.#pause.wait(backoff.next());
      if (this.#closed) {
        return;
      }
      try {
        await this.#connected.ready();
        this.#answered();
      } catch (error) {
        this.#heardFailure(error);
      }
    }
  }
}
