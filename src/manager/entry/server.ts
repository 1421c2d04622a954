import { collectWhenIdle } from '#platform/collect-when-idle.ts';
import { timers } from '#platform/timers.ts';
import { runServer } from '../server/run-server.ts';

/** The manager as a process of its own; the CLI starts it. */
try {
  collectWhenIdle(timers);
  process.exitCode = await runServer();
} catch (error) {
  process.stderr.write(`slipway: the manager cannot run: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
