import type { Logger } from '#capabilities/logger.ts';
import type { Timers } from '#capabilities/timers.ts';

/** A second between attempts: a controller of the engine fails only when the store does. */
const restartMilliseconds = 1_000;

/** Runs something level-triggered again whenever it fails, until told to stop. */
export async function keepRunning(
  name: string,
  runner: { run(signal: AbortSignal): Promise<void> },
  options: { readonly logger: Logger; readonly stop: AbortSignal; readonly timers: Timers },
): Promise<void> {
  const { logger, stop, timers } = options;
  while (!stop.aborted) {
    try {
      await runner.run(stop);
    } catch (error) {
      if (stop.aborted) return;
      logger.warn(`${name} failed and is started again`, { error: String(error) });
      await timers.sleep(restartMilliseconds, stop).catch(() => undefined);
    }
  }
}
