import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Timers } from '#capabilities/timers.ts';

const lookEveryMilliseconds = 30_000;
/** Part of the time in which the process had something to do. */
const idleShare = 0.05;
/** Less than this is not worth the pause of some tens of milliseconds that a collection is. */
const worthwhileBytes = 2_000_000;

/**
 * Collects garbage when the process has had little to do for half a minute and it is worth it. The engine does so when it
 * allocates: a process that works hard and then rests keeps for hours what it needed for a minute. Ends with the process.
 */
export function collectWhenIdle(timers: Timers): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  let last = performance.eventLoopUtilization();
  let kept = 0;
  const look = (): void => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, last);
    last = now;
    if (utilization < idleShare && getHeapStatistics().used_heap_size - kept > worthwhileBytes) {
      collect();
      kept = getHeapStatistics().used_heap_size;
    }
    timers.after(lookEveryMilliseconds, look, 'background');
  };
  timers.after(lookEveryMilliseconds, look, 'background');
}
