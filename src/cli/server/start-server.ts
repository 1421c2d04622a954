import { spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureDirectory } from '#platform/files/ensure-directory.ts';
import { readFileIfPresent } from '#platform/files/read-file-if-present.ts';
import { type ServerRecord, serverRecord } from '#platform/server/server-record.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { connectServer } from './connect-server.ts';

/** What a started manager may take until it serves: opening a large store on a busy machine. */
const startMilliseconds = 60_000;
const lookMilliseconds = 50;

interface Started {
  readonly ended: () => string | undefined;
}

/** Starts the manager as a process of its own session, so that it outlives this command and its terminal. */
async function launch({ environment, installation, paths }: CommandContext): Promise<Started> {
  await ensureDirectory(paths.state);
  await ensureDirectory(paths.server);
  const log = await open(paths.log, 'a', 0o600);
  try {
    const child = spawn(join(installation.root, 'bin', 'slipway'), [], {
      cwd: '/',
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      env: { ...environment, SLIPWAY_ENTRY: 'server', SLIPWAY_HOME: paths.state },
    });
    let ended: string | undefined;
    child.once('error', (error) => {
      ended = error.message;
    });
    child.once('exit', (code, signal) => {
      ended = code === null ? `it was ended by ${signal}` : `it ended with exit code ${code}`;
    });
    child.unref();
    return { ended: () => ended };
  } finally {
    await log.close();
  }
}

async function serving(context: CommandContext): Promise<ServerRecord | undefined> {
  const record = await serverRecord.read(context.paths.record);
  if (!record) return undefined;
  const client = await connectServer(context.paths);
  try {
    return (await client.ready(context.signal)) ? record : undefined;
  } catch {
    // It has written its record and does not answer yet.
    context.signal.throwIfAborted();
    return undefined;
  } finally {
    await client.close();
  }
}

async function lastLines(path: string): Promise<string> {
  const text = (await readFileIfPresent(path)) ?? '';
  return text.trimEnd().split('\n').slice(-5).join('\n');
}

/** Starts the manager in the background and waits until it serves. CliError with the end of its log when it does not. */
export async function startServer(context: CommandContext): Promise<ServerRecord> {
  const { paths, timers, signal } = context;
  const started = await launch(context);
  const end = timers.monotonic() + startMilliseconds;
  while (timers.monotonic() < end) {
    const record = await serving(context);
    if (record) return record;
    const ended = started.ended();
    if (ended !== undefined) {
      throw new CliError(`the manager did not start: ${ended}\n${await lastLines(paths.log)}`, {
        cure: `its log is ${paths.log}`,
      });
    }
    await timers.sleep(lookMilliseconds, signal);
  }
  throw new CliError(`the manager does not serve after ${startMilliseconds / 1000} s`, {
    cure: `its log is ${paths.log}`,
  });
}
