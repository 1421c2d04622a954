import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { identifyProcess } from './identify-process.ts';
import { killRemains } from './kill-remains.ts';
import { logName } from './log-name.ts';
import type { TaskFolder } from './task-folder.ts';
import type { TaskProcess } from './task-process.ts';
import { taskVariable } from './task-variable.ts';
import { watchFolder } from './watch-folder.ts';

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
    env: { ...process.env, [taskVariable]: folder.path },
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
