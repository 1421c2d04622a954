import type { ServerRecord } from '#platform/server/server-record.ts';
import { serverRecord } from '#platform/server/server-record.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { exitCodes } from '../exit-codes.ts';

/** What a manager may take to close its store and end. */
const stopMilliseconds = 30_000;
const lookMilliseconds = 50;

/** Asks the manager to stop and waits until its process has ended. Clusters go on without it. */
export async function stopServer({ paths, signal, timers }: CommandContext, record: ServerRecord): Promise<void> {
  process.kill(record.pid, 'SIGTERM');
  const end = timers.monotonic() + stopMilliseconds;
  while ((await serverRecord.startTimeOf(record.pid)) === record.startTime) {
    if (timers.monotonic() > end) {
      throw new CliError(`the manager (process ${record.pid}) has not ended after ${stopMilliseconds / 1000} s`, {
        exitCode: exitCodes.timeout,
        cure: `look at ${paths.log}; ending it with kill -9 loses nothing that it acknowledged`,
      });
    }
    await timers.sleep(lookMilliseconds, signal);
  }
}
