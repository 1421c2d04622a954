import type { Timers } from '#capabilities/timers.ts';

/** Timers for tests whose sleeps are over at once, with the time gone by; `slept` hears of each. */
export function steppingTimers(slept: (milliseconds: number) => void = () => undefined): Timers {
  let now = 0;
  return {
    monotonic: () => now,
    sleep: async (milliseconds) => {
      now += milliseconds;
      slept(milliseconds);
    },
    after: () => () => undefined,
  };
}
