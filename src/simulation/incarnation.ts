import { type Pace, paces } from './paces.ts';
import type { Scheduler } from './scheduler.ts';
import type { SeededRandomness } from './seeded-randomness.ts';

/** What the next call of an incarnation meets instead of an undisturbed world. */
export type Disturbance =
  /** It never happens; the caller hears this. */
  | { readonly disturbance: 'refused'; readonly error: (label: string) => Error }
  /** It happens; the caller hears this instead of the reply. */
  | { readonly disturbance: 'reply-lost'; readonly error: (label: string) => Error }
  /** It happens, and then the caller is dead. */
  | { readonly disturbance: 'crash-executed' };

/** Who asks something of the world, and hears of it. */
export type Caller = Pick<Incarnation, 'arrivesTwice' | 'call' | 'deliver' | 'onCrash'>;

const never = new Promise<never>(() => undefined);

/**
 * One life of a manager. Everything it asks of the world is held by the scheduler twice: before it happens and before the
 * reply arrives. After a crash nothing of it returns any more; what was on its way may or may not still arrive.
 */
export class Incarnation {
  readonly name: string;
  readonly #scheduler: Scheduler;
  readonly #randomness: SeededRandomness;
  readonly #pace: Pace;
  readonly #onCrash: (() => void)[] = [];
  #alive = true;
  #pending = 0;
  #next: Disturbance | undefined;
  /** Until when deliveries are late, and by how much. */
  #late = { until: 0, milliseconds: 0 };
  #twice = 0;

  constructor(
    name: string,
    scheduler: Scheduler,
    { randomness, pace = paces.unruly }: { readonly randomness: SeededRandomness; readonly pace?: Pace | undefined },
  ) {
    this.name = name;
    this.#scheduler = scheduler;
    this.#randomness = randomness;
    this.#pace = pace;
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** Calls without a reply yet, pauses included. */
  get pending(): number {
    return this.#pending;
  }

  /** The next call meets this. */
  disturb(disturbance: Disturbance): void {
    this.#next = disturbance;
  }

  onCrash(listener: () => void): void {
    this.#onCrash.push(listener);
  }

  crash(): void {
    this.#alive = false;
    this.#scheduler.withdraw(this.name, ({ label }) => !label.startsWith('call ') || this.#randomness.chance(0.5));
    for (const listener of this.#onCrash) {
      listener();
    }
  }

  /** Asks something of the world. */
  async call<R>(label: string, execute: () => Promise<R>): Promise<R> {
    if (!this.#alive) {
      return await never;
    }
    const disturbance = this.#next;
    this.#next = undefined;
    this.#pending += 1;
    return await new Promise<R>((resolve, reject) => {
      this.#hold(`call ${label}`, async () => {
        const settle = await this.#outcome(label, disturbance, { execute, resolve, reject });
        this.#hold(`reply ${label}`, () => {
          this.#pending -= 1;
          settle();
        });
      });
    });
  }

  async #outcome<R>(
    label: string,
    disturbance: Disturbance | undefined,
    {
      execute,
      resolve,
      reject,
    }: {
      readonly execute: () => Promise<R>;
      readonly resolve: (result: R) => void;
      readonly reject: (error: unknown) => void;
    },
  ): Promise<() => void> {
    if (disturbance?.disturbance === 'refused') {
      return () => reject(disturbance.error(label));
    }
    try {
      const result = await execute();
      if (disturbance?.disturbance === 'crash-executed') {
        this.crash();
      }
      return disturbance?.disturbance === 'reply-lost' ? () => reject(disturbance.error(label)) : () => resolve(result);
    } catch (error) {
      return () => reject(error);
    }
  }

  /** For so long whatever the world says of itself is on its way for as long. */
  delayDeliveries(milliseconds: number): void {
    this.#late = { until: this.#scheduler.now + milliseconds, milliseconds };
  }

  /** The next so many deliveries of watches arrive twice. */
  repeatDeliveries(count: number): void {
    this.#twice += count;
  }

  /** Whether a delivery that just arrived arrives once more. */
  arrivesTwice(): boolean {
    const twice = this.#twice > 0;
    this.#twice -= twice ? 1 : 0;
    return twice;
  }

  /** Brings something the world says of itself to the incarnation. */
  deliver(label: string, run: () => void): void {
    const { milliseconds, until } = this.#late;
    this.#hold(label, run, this.#scheduler.now < until ? milliseconds : 0);
  }

  /** A timer; it counts as pending work of nobody. */
  after(
    label: string,
    delay: { readonly milliseconds: number; readonly background: boolean },
    run: () => void,
  ): () => void {
    if (!this.#alive) {
      return () => undefined;
    }
    return this.#scheduler.hold({
      actor: this.name,
      label,
      delay: delay.milliseconds,
      background: delay.background,
      run: () => (this.#alive ? run() : undefined),
    });
  }

  #hold(label: string, run: () => void | Promise<void>, late = 0): void {
    if (!this.#alive && !label.startsWith('call ')) {
      return;
    }
    this.#scheduler.hold({
      actor: this.name,
      label,
      delay: this.#pace(this.#randomness.fraction()) + late,
      background: false,
      run: () => (this.#alive || label.startsWith('call ') ? run() : undefined),
    });
  }
}
