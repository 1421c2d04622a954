import { PhaseFailure } from './phase-failure.ts';
import type { PhaseContext } from './phase.ts';

const tryEveryMilliseconds = 100;

/**
 * Looks every 100 ms until `look` gives a value. While it gives a sentence instead, that is what the phase waits for;
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
    if (atMost !== undefined && clock.elapsed() - started >= atMost.milliseconds) {
      throw new PhaseFailure(`${seen.waitingFor} (for ${Math.round(atMost.milliseconds / 1000)} s). ${atMost.cure}`);
    }
    await clock.pause(tryEveryMilliseconds);
  }
}
