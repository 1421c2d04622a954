import { setImmediate } from 'node:timers/promises';
import type { Timers } from '#capabilities/timers.ts';

/** As much of the event loop one piece of work may take. */
const turnMilliseconds = 4;

/** Lets the event loop turn, but only where the work since the last time was long enough to be felt. */
export function createBreath({ monotonic }: Pick<Timers, 'monotonic'>): () => Promise<void> {
  let last = monotonic();
  return async () => {
    if (monotonic() - last < turnMilliseconds) return;
    await setImmediate();
    last = monotonic();
  };
}
