import { sha256 } from '#base/sha256.ts';
import { DueItems } from './due-items.ts';
import type { SeededRandomness } from './seeded-randomness.ts';

/** Something that will happen when the scheduler lets it. */
export interface HeldItem {
  /** Who it happens to: an incarnation or a part of the world. */
  readonly actor: string;
  readonly label: string;
  /** Virtual milliseconds from now before which it cannot happen. */
  readonly delay: number;
  /** A background item keeps no simulation going. */
  readonly background: boolean;
  /** May start work that settles by microtasks alone; the scheduler waits for it. */
  readonly run: () => void | Promise<void>;
}

interface Queued extends HeldItem {
  readonly at: number;
}

/** So many microtask turns in a row in which nobody asked for anything mean that everybody waits. */
const calmTurns = 40;
const mostTurns = 200_000;

/**
 * Virtual time and the order of everything: every reply, delivery and timer is held here, and one at a time is released,
 * chosen by the seed among those that are due. Time moves on only when nothing is due.
 */
export class Scheduler {
  readonly #randomness: SeededRandomness;
  readonly #items = new DueItems<Queued>();
  /** Held items that keep the world going. */
  #foreground = 0;
  #now = 0;
  #activity = 0;
  #executing = 0;
  #steps = 0;
  readonly #keepsTrace: boolean;
  readonly #trace: string[] = [];
  readonly #afterStep: (() => void)[] = [];

  constructor(randomness: SeededRandomness, { trace = true }: { readonly trace?: boolean } = {}) {
    this.#randomness = randomness;
    this.#keepsTrace = trace;
  }

  /** Virtual milliseconds since the world began. */
  get now(): number {
    return this.#now;
  }

  get steps(): number {
    return this.#steps;
  }

  /** What happened, one line each, in order; empty where no trace is kept. */
  get trace(): readonly string[] {
    return this.#trace;
  }

  /** The same for the same seed, code and inputs. */
  get traceHash(): string {
    return sha256(this.#trace.join('\n'));
  }

  /** Calls back after every step, when everybody waits again. */
  onStep(listener: () => void): void {
    this.#afterStep.push(listener);
  }

  /** Holds an item; the result withdraws it. */
  hold(item: HeldItem): () => void {
    this.#activity += 1;
    const queued: Queued = { ...item, at: this.#now + Math.max(0, item.delay) };
    this.#foreground += item.background ? 0 : 1;
    const remove = this.#items.add(queued);
    return () => {
      if (remove()) {
        this.#foreground -= item.background ? 0 : 1;
      }
    };
  }

  /** Withdraws all held items of an actor for which `drop` says so. */
  withdraw(actor: string, drop: (item: HeldItem) => boolean): void {
    for (const item of this.#items.removeAll((held) => held.actor === actor && drop(held))) {
      this.#foreground -= item.background ? 0 : 1;
    }
  }

  /** Whether anything is held that keeps the world going. */
  get busy(): boolean {
    return this.#foreground > 0;
  }

  /** A text that says what is still held, for failures. */
  describe(): string {
    return this.#items
      .all()
      .map((item) => `${item.actor}: ${item.label} at ${item.at}${item.background ? ' (background)' : ''}`)
      .join('\n');
  }

  /** Releases one item and lets everything that follows from it settle. False when only background items are left. */
  async step(): Promise<boolean> {
    if (!this.busy) {
      return false;
    }
    const chosen = this.#take() ?? this.#advance();
    if (chosen === undefined) {
      throw new Error('the scheduler found nothing due although something is held');
    }
    this.#foreground -= chosen.background ? 0 : 1;
    this.#steps += 1;
    if (this.#keepsTrace) {
      this.#trace.push(`${this.#now} ${chosen.actor} ${chosen.label}`);
    }
    const work = chosen.run();
    if (work !== undefined) {
      await this.execute(() => work);
    }
    await this.settle();
    for (const listener of this.#afterStep) {
      listener();
    }
    return true;
  }

  #take(): Queued | undefined {
    return this.#items.take(this.#now, (count) => this.#randomness.below(count));
  }

  #advance(): Queued | undefined {
    this.#now = Math.max(this.#now, this.#items.earliest ?? this.#now);
    return this.#take();
  }

  /** Runs something of the world at once; {@link settle} waits for it. Its failure is the world's. */
  async execute<R>(work: () => Promise<R>): Promise<R> {
    this.#executing += 1;
    try {
      return await work();
    } finally {
      this.#executing -= 1;
      this.#activity += 1;
    }
  }

  /** Lets microtasks run until nobody has asked for anything for a while. Uses no real timer. */
  async settle(): Promise<void> {
    let calm = 0;
    for (let turns = 0; calm < calmTurns || this.#executing > 0; turns += 1) {
      if (turns > mostTurns) {
        throw new Error('a call did not settle by microtasks alone: something in this run waits for the real world');
      }
      const seen = this.#activity;
      await Promise.resolve();
      calm = seen === this.#activity ? calm + 1 : 0;
    }
  }
}
