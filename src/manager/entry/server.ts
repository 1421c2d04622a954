import { runServer } from '../server/run-server.ts';

/** The manager as a process of its own; the CLI starts it. */
process.exitCode = await runServer();
