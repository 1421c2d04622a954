import type { Clock } from '#capabilities/clock.ts';

/** The wall clock of this machine. */
export const clock: Clock = {
  now: () => Date.now(),
};
