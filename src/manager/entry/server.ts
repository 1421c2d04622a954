import { runServer } from '../server/run-server.ts';

/** The manager as a process of its own; the CLI starts it. */
try {
  process.exitCode = await runServer();
} catch (error) {
  process.stderr.write(`slipway: the manager cannot run: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
