import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { serverRecord } from '#platform/server/server-record.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { textTable } from '../render/text-table.ts';
import { connectServer } from '../server/connect-server.ts';
import { startServer } from '../server/start-server.ts';
import { stopServer } from '../server/stop-server.ts';

const exitCodeOfSignal = 128;

/** Where the manager's objects are, when not in a store of its own, and what it says of itself. */
export interface RunOptions {
  readonly kubeconfig?: string;
  readonly kubeContext?: string;
  readonly inCluster?: true;
  readonly healthAddress?: string;
  readonly identity?: string;
}

/** The options as words for the manager's process. */
function wordsOf({ healthAddress, identity, inCluster, kubeconfig, kubeContext }: RunOptions): readonly string[] {
  const named = {
    kubeconfig: kubeconfig === undefined ? undefined : resolve(kubeconfig),
    'kube-context': kubeContext,
    'health-address': healthAddress,
    identity,
  };
  return [
    ...(inCluster === true ? ['--in-cluster'] : []),
    ...Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${value}`])),
  ];
}

/** Runs the manager in the foreground; it prints its log and ends at SIGTERM or Ctrl-C. */
async function run({ environment, installation, paths }: CommandContext, options: RunOptions): Promise<number> {
  const onCluster = options.kubeconfig !== undefined || options.inCluster === true;
  const record = onCluster ? undefined : await serverRecord.read(paths.record);
  if (record) throw new CliError(`the manager runs already: process ${record.pid} serves ${record.address}`);
  const child = spawn(join(installation.root, 'bin', 'slipway'), wordsOf(options), {
    stdio: 'inherit',
    env: { ...environment, SLIPWAY_ENTRY: 'server', SLIPWAY_HOME: paths.state },
  });
  const forward = () => void child.kill('SIGTERM');
  process.once('SIGTERM', forward);
  return new Promise((settle, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      process.off('SIGTERM', forward);
      settle(code ?? exitCodeOfSignal + (signal === 'SIGINT' ? 2 : 15));
    });
  });
}

async function start(context: CommandContext): Promise<ExitCode> {
  const { installation, paths, terminal } = context;
  const present = await serverRecord.read(paths.record);
  if (present) {
    terminal.print(`the manager runs already: process ${present.pid}, ${present.address}`);
    if (present.build !== installation.build)
      terminal.say(
        'it runs another build than this command; restart it with: slipway server stop && slipway server start',
      );
    return exitCodes.ok;
  }
  const record = await startServer(context);
  terminal.print(`the manager serves ${record.address}, process ${record.pid}, log ${record.log}`);
  return exitCodes.ok;
}

async function stop(context: CommandContext): Promise<ExitCode> {
  const record = await serverRecord.read(context.paths.record);
  if (!record) {
    context.terminal.print('the manager does not run');
    return exitCodes.ok;
  }
  await stopServer(context, record);
  context.terminal.print('the manager has stopped; running clusters do not need it');
  return exitCodes.ok;
}

async function status(context: CommandContext, output: 'json' | undefined): Promise<ExitCode> {
  const { paths, terminal } = context;
  const record = await serverRecord.read(paths.record);
  if (!record) {
    terminal.print(
      output === 'json'
        ? JSON.stringify({ running: false, store: paths.store }, undefined, 2)
        : 'the manager does not run',
    );
    return exitCodes.noManager;
  }
  const client = await connectServer(paths);
  const ready = await client.ready(context.signal).catch(() => false);
  await client.close();
  const { pid, address, version, build, store, log } = record;
  const facts = { running: true, ready, pid, address, version, build, store, log };
  if (output === 'json') terminal.print(JSON.stringify(facts, undefined, 2));
  else
    for (const line of textTable(Object.entries(facts).map(([name, value]) => [name, String(value)])))
      terminal.print(line);
  return ready ? exitCodes.ok : exitCodes.noManager;
}

/** `slipway server run|start|stop|status`. */
export const server = { run, start, stop, status } as const;
