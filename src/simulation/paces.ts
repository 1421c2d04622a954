/** Milliseconds that a call, reply or delivery is under way; `fraction` is drawn evenly from 0 to 1. */
export type Pace = (fraction: number) => number;

/** How long calls, replies and deliveries are under way. */
export const paces = {
  /** All alike. */
  even: () => 1,
  /** A manager beside its store and its provider: most calls take a few milliseconds, some a tenth of a second. */
  steady: (fraction) => (fraction < 0.9 ? Math.floor(fraction * 10) : Math.floor((fraction - 0.9) * 1000)),
  /** Most things are quick; some are late enough for others to overtake them by far. */
  unruly: (fraction) =>
    fraction < 0.7 ? 0 : fraction < 0.97 ? Math.floor((fraction - 0.7) * 100) : Math.floor((fraction - 0.97) * 50_000),
} as const satisfies { readonly [name: string]: Pace };
