/** How patient fetching is. */
export interface Pace {
  /** An answer, or the next piece of one, that takes longer is given up and asked for again. */
  readonly stallMilliseconds: number;
  /** Attempts in a row that bring nothing new, before it is given up. */
  readonly attempts: number;
  /** Before the second attempt; doubled each time, up to half a minute. */
  readonly backoffMilliseconds: number;
}

/** For servers elsewhere. */
export const usualPace: Pace = { stallMilliseconds: 30_000, attempts: 6, backoffMilliseconds: 1_000 };
