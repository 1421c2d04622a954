import { CommanderError } from 'commander';
import type { KubeClient } from '#kube/create-kube-client.ts';
import { clock } from '#platform/clock.ts';
import { serverPaths } from '#platform/server/server-paths.ts';
import { stateDirectory } from '#platform/state-directory.ts';
import { timers } from '#platform/timers.ts';
import type { CommandContext } from './context/command-context.ts';
import { processTerminal } from './context/process-terminal.ts';
import { createProgram } from './create-program.ts';
import { describeFailure } from './describe-failure.ts';
import { exitCodes } from './exit-codes.ts';
import { chosenContext } from './program/chosen-context.ts';
import type { ExplainedCommand } from './program/explained-command.ts';
import { connectServer } from './server/connect-server.ts';

/** The first Ctrl-C ends the command in good order, the second one at once. */
function interruption(): AbortController {
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort(new Error('interrupted')));
  return interrupted;
}

async function connect(context: CommandContext): Promise<KubeClient> {
  const { cluster, paths } = context;
  if (cluster === undefined) return await connectServer(paths);
  return await (await import('./server/connect-context.ts')).connectContext(context, cluster);
}

/** What a command line is run with, besides what every process has. */
export type Given = Pick<
  CommandContext,
  'artifacts' | 'installation' | 'inspections' | 'managerImages' | 'simulations' | 'store'
>;

/** Runs one command line; the exit code. */
export async function runCli(words: readonly string[], given: Given): Promise<number> {
  const terminal = processTerminal();
  const paths = serverPaths(stateDirectory(process.env));
  let connection: Promise<KubeClient> | undefined;
  const { signal } = interruption();
  const context: CommandContext = {
    terminal,
    environment: process.env,
    paths,
    ...given,
    clock,
    timers,
    signal,
    get cluster() {
      return chosenContext(program, process.env);
    },
    connect: () => {
      connection ??= connect(context);
      return connection;
    },
  };
  // A reader that has seen enough (`slipway get … | head`) is no failure.
  process.stdout.on('error', () => process.exit(exitCodes.ok));
  let exitCode: number = exitCodes.ok;
  const program: ExplainedCommand = createProgram(context, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...words], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    if (signal.aborted) return exitCodes.interrupted;
    const failure = describeFailure(error, context);
    for (const [index, line] of failure.lines.entries()) terminal.say(index === 0 ? `slipway: ${line}` : line);
    return failure.exitCode;
  } finally {
    await connection?.then((client) => client.close()).catch(() => undefined);
  }
  return signal.aborted ? exitCodes.interrupted : exitCode;
}
