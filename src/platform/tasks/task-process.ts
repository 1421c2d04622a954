import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type FSWatcher, watch } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { watchLife } from './life-socket.ts';
import { identifyProcess, isRunning, killGroup } from './process-identity.ts';
import { type TaskAttempt, type TaskFolder, logName } from './task-folder.ts';

/** Present in the environment of every process of a task, with its folder as value. */
const variable = 'SLIPWAY_TASK_FOLDER';

export interface TaskProcess {
  readonly attempt: TaskAttempt;
  /** Resolves when the process has ended, however. */
  readonly ended: Promise<void>;
  /** Kills the process and all it started. */
  kill(): Promise<void>;
  /** Stops watching; the process goes on. */
  release(): void;
}

export interface StartOptions {
  readonly folder: TaskFolder;
  readonly command: readonly string[];
  readonly number: number;
  /** RFC 3339 UTC. */
  readonly since: string;
  /** Progress or result was written. */
  onChange(): void;
}

/** Starts the process of a task in a session of its own, so that it outlives this one. */
export async function startTaskProcess(options: StartOptions): Promise<TaskProcess> {
  const { folder, command, onChange } = options;
  const [program = '', ...args] = command;
  await rm(join(folder.path, logName), { force: true });
  const log = await open(join(folder.path, logName), 'a', 0o600);
  const child = spawn(program, [...args, folder.path], {
    cwd: folder.path,
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    env: { ...process.env, [variable]: folder.path },
  });
  const ended = once(child, 'exit').then(() => undefined);
  // A command that cannot be started is reported below, where it is awaited.
  ended.catch(() => undefined);
  await log.close();
  const watching = watchFolder(folder, onChange);
  try {
    // The exit is not lost while this waits: until it is collected the process can still be identified.
    const identity = child.pid === undefined ? await ended : await identifyProcess(child.pid);
    const ownProcess = identity ?? { pid: child.pid ?? 0, started: 'ended', boot: '' };
    const attempt = { process: ownProcess, since: options.since, number: options.number };
    await folder.write('attempt.json', attempt);
    const release = () => {
      watching.close();
      child.unref();
    };
    return { attempt, ended: ended.finally(() => watching.close()), kill: () => killRemains(folder, attempt), release };
  } catch (error) {
    watching.close();
    child.kill('SIGKILL');
    throw error;
  }
}

/** How often an adopted process that has not opened its socket yet is looked at: it does so within its first moments. */
const lookMilliseconds = 1000;

/** Takes over the process a former manager started; undefined when it does not run any more. */
export async function adoptTaskProcess(
  folder: TaskFolder,
  attempt: TaskAttempt,
  onChange: () => void,
): Promise<TaskProcess | undefined> {
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  let stopWatchingLife: (() => void) | undefined;
  let released = false;
  let timer: NodeJS.Timeout | undefined;
  const attach = async (): Promise<void> => {
    stopWatchingLife = await watchLife(folder.path, end);
    if (released) {
      stopWatchingLife?.();
    } else if (stopWatchingLife === undefined) {
      if (await isRunning(attempt.process)) {
        timer = setTimeout(() => void attach().catch(end), lookMilliseconds);
      } else {
        end();
      }
    }
  };
  if (!(await isRunning(attempt.process))) {
    return undefined;
  }
  const watching = watchFolder(folder, onChange);
  await attach();
  const release = () => {
    released = true;
    clearTimeout(timer);
    stopWatchingLife?.();
    watching.close();
  };
  return { attempt, ended: ended.finally(() => watching.close()), kill: () => killRemains(folder, attempt), release };
}

/** Kills what a process that is gone has left behind. */
export async function killRemains(folder: TaskFolder, attempt: TaskAttempt): Promise<void> {
  await killGroup(attempt.process.pid, `${variable}=${folder.path}`);
}

function watchFolder(folder: TaskFolder, onChange: () => void): FSWatcher {
  const watcher = watch(folder.path, (_event, name) => {
    if (name === 'progress.json' || name === 'result.json') {
      onChange();
    }
  });
  // The folder is removed when its task is forgotten.
  watcher.on('error', () => watcher.close());
  return watcher;
}
