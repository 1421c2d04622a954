import type { Timers } from '#capabilities/timers.ts';
import type { Incarnation } from './incarnation.ts';
import type { Scheduler } from './scheduler.ts';

/** Timers on virtual time. */
export function createSimulatedTimers(scheduler: Scheduler, incarnation: Incarnation): Timers {
  return {
    monotonic: () => scheduler.now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        const stop = incarnation.after('sleep', { milliseconds, background: false }, resolve);
        signal?.addEventListener('abort', () => {
          stop();
          reject(signal.reason);
        });
      }),
    after: (milliseconds, callback, kind = 'foreground') =>
      incarnation.after('timer', { milliseconds, background: kind === 'background' }, callback),
  };
}
