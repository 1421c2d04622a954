import { ApiError } from '#api/meta/api-error.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { Feed } from '#capabilities/feed.ts';
import type { Randomness } from '#capabilities/randomness.ts';
import type { Timers } from '#capabilities/timers.ts';
import type { ProviderHint } from '#providers/contract/driver.ts';
import { Backoff } from './backoff.ts';
import { CallLimiter } from './call-limiter.ts';
import type { ConnectedProvider } from './pass.ts';
import { Pause } from './pause.ts';

/** One provider as a manager uses it. */
export interface ProviderConnection {
  readonly connected: ConnectedProvider;
  readonly calls: CallLimiter;
}

interface Entry extends ProviderConnection {
  readonly uid: string;
  readonly generation: number | undefined;
  readonly close: () => void;
}

export interface ProviderConnectionsOptions {
  /** The Provider object of a name, from the cache. */
  readonly find: (name: string) => KubeObject | undefined;
  readonly connect: (provider: KubeObject) => ConnectedProvider;
  readonly timers: Timers;
  readonly randomness: Randomness;
  /** The resource of this owner may have changed. */
  readonly onHint: (ownerUid: string) => void;
  /** Hints of this provider may have been missed. */
  readonly onGap: (provider: string) => void;
  readonly onProblem: (problem: { readonly where: string; readonly error: unknown }) => void;
}

/** One connection for each Provider object, made on first use, renewed when its spec changes, closed when it is gone. */
export class ProviderConnections {
  readonly #options: ProviderConnectionsOptions;
  readonly #entries = new Map<string, Entry>();

  constructor(options: ProviderConnectionsOptions) {
    this.#options = options;
  }

  /** Throws an ApiError NotFound when there is no such Provider. */
  get(name: string): ProviderConnection {
    const provider = this.#options.find(name);
    if (provider === undefined) {
      this.drop(name);
      throw new ApiError('NotFound', `there is no Provider ${name}`, { name, kind: 'providers' });
    }
    const { uid, generation } = provider.metadata;
    const known = this.#entries.get(name);
    if (known !== undefined && known.uid === uid && known.generation === generation) {
      return known;
    }
    this.drop(name);
    const made = this.#open(name, provider);
    this.#entries.set(name, made);
    return made;
  }

  drop(name: string): void {
    this.#entries.get(name)?.close();
    this.#entries.delete(name);
  }

  close(): void {
    for (const name of [...this.#entries.keys()]) {
      this.drop(name);
    }
  }

  #open(name: string, provider: KubeObject): Entry {
    const connected = this.#options.connect(provider);
    const stop = this.#hear(name, connected);
    const close = (): void => {
      stop();
      connected.driver
        .close()
        .catch((error: unknown) => this.#options.onProblem({ where: `closing provider ${name}`, error }));
    };
    const { uid, generation } = provider.metadata;
    return { connected, calls: new CallLimiter(connected.model.limits.callsInFlight), uid, generation, close };
  }

  /** Follows the provider's hints until stopped; what may have been missed between two feeds wakes everybody who looked. */
  #hear(name: string, { driver }: ConnectedProvider): () => void {
    const { timers, randomness, onHint, onGap, onProblem } = this.#options;
    if (driver.changes === undefined) {
      return () => undefined;
    }
    const pause = new Pause(timers);
    const backoff = new Backoff({ baseMilliseconds: 500, maximumMilliseconds: 10_000, randomness });
    let stopped = false;
    let feed: Feed<ProviderHint> | undefined;
    const follow = async (): Promise<void> => {
      while (!stopped) {
        try {
          feed = driver.changes?.();
          for (
            let hints = await feed?.next();
            hints !== undefined && hints.length > 0 && !stopped;
            hints = await feed?.next()
          ) {
            backoff.reset();
            for (const { ownerUid } of hints) {
              onHint(ownerUid);
            }
          }
        } catch (error) {
          onProblem({ where: `hints of provider ${name}`, error });
        }
        if (!stopped) {
          await pause.wait(backoff.next());
          onGap(name);
        }
      }
    };
    void follow();
    return () => {
      stopped = true;
      feed?.close();
      pause.wake();
    };
  }
}
