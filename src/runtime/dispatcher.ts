import type { Randomness } from '#capabilities/randomness.ts';
import type { Timers } from '#capabilities/timers.ts';
import { Backoff } from './backoff.ts';
import type { Requeue } from './requeue.ts';
import { WorkQueue, type Priority } from './work-queue.ts';
import type { WriteBarrier } from './write-barrier.ts';

export interface DispatcherOptions {
  readonly concurrency: number;
  readonly timers: Timers;
  readonly randomness: Randomness;
  readonly barrier: WriteBarrier;
  /** Keys of one group (a cluster) take turns with those of others. */
  readonly groupOf: (keyId: string) => string;
  /** False while the caches of its controller are not filled. */
  readonly isReady: (keyId: string) => boolean;
  /** Never rejects. */
  readonly run: (keyId: string) => Promise<Requeue>;
}

/** Longest time slept in one go: longer waits look again once a day, which no timer's range forbids. */
const longestMilliseconds = 86_400_000;

/** So many passes in a row may say that they progressed before a pause is put between them. */
const freeRuns = 100;

interface KeyState {
  readonly stops: (() => void)[];
  readonly quick: Backoff;
  readonly slow: Backoff;
  runs: number;
  /** What the last run that progressed asked for, as one text. */
  asked: string | undefined;
  /** When the first of its timers is due, on the monotonic clock. */
  due: number | undefined;
}

/** Decides which key runs when: queue, read-your-writes, delays. It starts runs; it never waits for one. */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #queue = new WorkQueue();
  readonly #parked = new Map<string, Priority>();
  readonly #states = new Map<string, KeyState>();
  #active = 0;
  #stopped = false;
  #idle: (() => void) | undefined;

  constructor(options: DispatcherOptions) {
    this.#options = options;
  }

  get active(): number {
    return this.#active;
  }

  get depth(): number {
    return this.#queue.depth + this.#parked.size;
  }

  /** Milliseconds until the key runs by itself; undefined when it waits for nothing but to be woken, or runs. */
  dueIn(keyId: string): number | undefined {
    const due = this.#states.get(keyId)?.due;
    return due === undefined ? undefined : Math.max(0, due - this.#options.timers.monotonic());
  }

  /** Puts the key into the queue; {@link pump} starts what can start. */
  wake(keyId: string, priority: Priority): void {
    this.#parked.delete(keyId);
    this.#queue.add(keyId, this.#options.groupOf(keyId), priority);
  }

  /** A cache has seen more: parked keys may run now. */
  unpark(): void {
    for (const [keyId, priority] of [...this.#parked]) {
      this.wake(keyId, priority);
    }
    this.pump();
  }

  pump(): void {
    const parked: { readonly key: string; readonly priority: Priority }[] = [];
    while (!this.#stopped && this.#active < this.#options.concurrency) {
      const next = this.#queue.take();
      if (next === undefined) {
        break;
      }
      if (this.#options.isReady(next.key) && this.#options.barrier.open(next.key)) {
        this.#start(next.key);
      } else {
        parked.push(next);
      }
    }
    for (const { key, priority } of parked) {
      this.#queue.done(key);
      this.#parked.set(key, priority);
    }
  }

  /** The object of this key is gone: nothing is remembered of it. */
  forget(keyId: string): void {
    this.#stopTimers(keyId);
    this.#states.delete(keyId);
  }

  /** Starts nothing any more; resolves when the last running pass is over. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const keyId of this.#states.keys()) {
      this.#stopTimers(keyId);
    }
    if (this.#active > 0) {
      await new Promise<void>((resolve) => {
        this.#idle = resolve;
      });
    }
  }

  #start(keyId: string): void {
    this.#active += 1;
    this.#stopTimers(keyId);
    void this.#options.run(keyId).then((end) => this.#ended(keyId, end));
  }

  #ended(keyId: string, end: Requeue): void {
    this.#active -= 1;
    this.#queue.done(keyId);
    if (this.#stopped) {
      if (this.#active === 0) {
        this.#idle?.();
      }
      return;
    }
    this.#schedule(keyId, end);
    this.pump();
  }

  #schedule(keyId: string, end: Requeue): void {
    if (end.again !== undefined || end.retry !== 'none') {
      this.#again(keyId, end);
      return;
    }
    const state = this.#states.get(keyId);
    state?.slow.reset();
    state?.quick.reset();
    if (state !== undefined) {
      state.runs = 0;
      state.asked = undefined;
    }
    if (end.due !== undefined) {
      this.#after(keyId, { milliseconds: end.due, kind: 'foreground' });
    }
    if (end.net !== undefined) {
      const jitter = 0.9 + this.#options.randomness.fraction() / 10;
      this.#after(keyId, { milliseconds: end.net * jitter, kind: 'background' });
    }
  }

  /**
   * A run that asked for the very same effects as the one before has not seen their results yet: a pause is put between,
   * which what it waits for ends early.
   */
  #again(keyId: string, end: Requeue): void {
    const state = this.#state(keyId);
    const repeats = end.again !== undefined && end.again !== '' && end.again === state.asked;
    state.asked = end.again;
    state.runs = end.again === undefined ? 0 : state.runs + 1;
    if (end.again !== undefined && !repeats && state.runs < freeRuns) {
      state.quick.reset();
      this.wake(keyId, 'event');
      return;
    }
    const backoff = end.retry === 'quick' ? state.quick : state.slow;
    const delay = backoff.next();
    this.#after(keyId, { ...delay, milliseconds: Math.max(delay.milliseconds, end.notBefore) });
  }

  #after(keyId: string, delay: { readonly milliseconds: number; readonly kind: 'foreground' | 'background' }): void {
    const priority: Priority = delay.kind === 'background' ? 'resync' : 'event';
    const wake = (): void => {
      this.wake(keyId, priority);
      this.pump();
    };
    const milliseconds = Math.ceil(Math.min(longestMilliseconds, delay.milliseconds));
    const { timers } = this.#options;
    const state = this.#state(keyId);
    state.due = Math.min(state.due ?? Infinity, timers.monotonic() + milliseconds);
    state.stops.push(timers.after(milliseconds, wake, delay.kind));
  }

  #state(keyId: string): KeyState {
    const { randomness } = this.#options;
    const known = this.#states.get(keyId);
    if (known !== undefined) {
      return known;
    }
    const made: KeyState = {
      stops: [],
      quick: new Backoff({ baseMilliseconds: 20, maximumMilliseconds: 5_000, randomness }),
      slow: new Backoff({ baseMilliseconds: 500, maximumMilliseconds: 60_000, randomness }),
      runs: 0,
      asked: undefined,
      due: undefined,
    };
    this.#states.set(keyId, made);
    return made;
  }

  #stopTimers(keyId: string): void {
    const state = this.#states.get(keyId);
    if (state === undefined) {
      return;
    }
    state.due = undefined;
    for (const stop of state.stops.splice(0)) {
      stop();
    }
  }
}
