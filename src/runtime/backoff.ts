import type { Randomness } from '#capabilities/randomness.ts';

export interface BackoffOptions {
  readonly baseMilliseconds: number;
  readonly maximumMilliseconds: number;
  readonly randomness: Randomness;
}

/** After so many failures in a row nobody counts on the next try any more: its timer keeps no simulation alive. */
const patience = 10;

/** Delays between tries: doubled each time, between half and all of the full value, so that many do not come back together. */
export class Backoff {
  readonly #options: BackoffOptions;
  #failures = 0;

  constructor(options: BackoffOptions) {
    this.#options = options;
  }

  get failures(): number {
    return this.#failures;
  }

  /** Counts a failure and gives the delay before the next try, with the kind of timer to wait on. */
  next(): { readonly milliseconds: number; readonly kind: 'foreground' | 'background' } {
    const { baseMilliseconds, maximumMilliseconds, randomness } = this.#options;
    const full = Math.min(maximumMilliseconds, baseMilliseconds * 2 ** Math.min(this.#failures, 40));
    this.#failures += 1;
    return {
      milliseconds: Math.ceil(full * (0.5 + randomness.fraction() / 2)),
      kind: this.#failures > patience ? 'background' : 'foreground',
    };
  }

  reset(): void {
    this.#failures = 0;
  }
}
