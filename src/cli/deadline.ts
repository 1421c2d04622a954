import type { Timers } from '#capabilities/timers.ts';
import { CliError } from './cli-error.ts';
import { exitCodes } from './exit-codes.ts';

/** A signal that aborts with a timeout's CliError when the time is over, or as `signal` does; `stop` gives the timer back. */
export function deadline(
  timers: Timers,
  milliseconds: number,
  options: { readonly signal: AbortSignal; readonly what: string },
): { readonly signal: AbortSignal; stop(): void } {
  const over = new AbortController();
  const stop = timers.after(milliseconds, () =>
    over.abort(new CliError(`timed out: ${options.what}`, { exitCode: exitCodes.timeout })),
  );
  return { signal: AbortSignal.any([options.signal, over.signal]), stop };
}
