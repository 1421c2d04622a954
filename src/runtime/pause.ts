import type { Timers } from '#capabilities/timers.ts';

/** Waits by a timer whose kind can be chosen; `wake` ends it early, which is also how it is abandoned. */
export class Pause {
  readonly #timers: Timers;
  #end: (() => void) | undefined;

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  async wait(delay: { readonly milliseconds: number; readonly kind: 'foreground' | 'background' }): Promise<void> {
    await new Promise<void>((resolve) => {
      const stop = this.#timers.after(delay.milliseconds, resolve, delay.kind);
      this.#end = () => {
        stop();
        resolve();
      };
    });
    this.#end = undefined;
  }

  wake(): void {
    this.#end?.();
  }
}
