import { PhaseFailure } from './phase-failure.ts';
import type { PhaseContext } from './phase.ts';

const tryEveryMilliseconds = 100;
/** What has not come by then is stuck rather than slow: looking less often leaves the processors to whoever mends it. */
const stuckAfterMilliseconds = 120_000;
const tryStuckEveryMilliseconds = 1000;

/**
 * Looks every 100 ms, after two minutes every second, until `look` gives a value. While it gives a sentence instead, that is what the phase waits for;
 * each different sentence is journalled once. Without `atMostMilliseconds` it waits for ever.
 */
export async function waitUntil<Value>(
  context: PhaseContext,
  look: () => Promise<{ readonly value: Value } | { readonly waitingFor: string }>,
  atMost?: { readonly milliseconds: number; readonly cure: string },
): Promise<Value> {
  const { clock } = context.system;
  const started = clock.elapsed();
  for (;;) {
    const seen = await look();
    if ('value' in seen) return seen.value;
    await context.waiting(seen.waitingFor);
    const waited = clock.elapsed() - started;
    if (atMost !== undefined && waited >= atMost.milliseconds) {
      throw new PhaseFailure(`${seen.waitingFor} (for ${Math.round(atMost.milliseconds / 1000)} s). ${atMost.cure}`);
    }
    await clock.pause(waited < stuckAfterMilliseconds ? tryEveryMilliseconds : tryStuckEveryMilliseconds);
  }
}
