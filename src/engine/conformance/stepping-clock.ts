import type { Clock } from '#capabilities/clock.ts';

/** A clock for tests that is one second later whenever somebody looks. */
export function steppingClock(): Clock {
  let now = 1_767_225_600_000;
  return {
    now() {
      now += 1000;
      return now;
    },
  };
}
