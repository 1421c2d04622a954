import type { Timers } from '#capabilities/timers.ts';

/** Does something now and again after each pause, until the signal is aborted; rejects with what it throws. */
export async function repeatUntil(
  signal: AbortSignal,
  { pause, timers }: { readonly pause: number; readonly timers: Timers },
  work: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    await work();
    await timers.sleep(pause, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
}
