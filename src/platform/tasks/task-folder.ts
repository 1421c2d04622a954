import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TaskInput, TaskProgress } from '#capabilities/tasks.ts';
import { logName } from './log-name.ts';
import type { ProcessIdentity } from './process-identity.ts';

/** What is written when a process of the task is started. */
export interface TaskAttempt {
  readonly process: ProcessIdentity;
  /** RFC 3339 UTC. */
  readonly since: string;
  /** Processes started for this input, this one included. */
  readonly number: number;
}

/** How the task ended. */
export type TaskEnd =
  | { readonly state: 'done'; readonly result: { readonly [name: string]: unknown }; readonly finished: string }
  | {
      readonly state: 'failed';
      readonly code: string;
      readonly message: string;
      readonly retryable: boolean;
      readonly finished: string;
    };

export interface TaskRequest {
  readonly key: string;
  readonly input: TaskInput;
}

interface TaskFiles {
  readonly 'input.json': TaskRequest;
  readonly 'attempt.json': TaskAttempt;
  readonly 'progress.json': TaskProgress;
  readonly 'result.json': TaskEnd;
}

/** The state of one task on disk: private files, each replaced in one step. */
export interface TaskFolder {
  readonly path: string;
  /** Undefined while the file is not there. */
  read<Name extends keyof TaskFiles>(name: Name): Promise<TaskFiles[Name] | undefined>;
  write<Name extends keyof TaskFiles>(name: Name, value: TaskFiles[Name]): Promise<void>;
  remove(...names: (keyof TaskFiles)[]): Promise<void>;
  /** The last lines of the log, oldest first. */
  lastLines(count: number): Promise<string[]>;
}

/** The folder at this path, which may be missing as long as only reads are made. */
export function openTaskFolder(path: string): TaskFolder {
  return {
    path,
    async read<Name extends keyof TaskFiles>(name: Name) {
      try {
        return JSON.parse(await readFile(join(path, name), 'utf8')) as TaskFiles[Name];
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
          return undefined;
        }
        throw error;
      }
    },
    async write(name, value) {
      const file = join(path, name);
      const partial = `${file}.${randomUUID()}.new`;
      // Progress may be lost by a power cut, a result may not.
      await writeFile(partial, JSON.stringify(value), { mode: 0o600, flush: name !== 'progress.json' });
      await rename(partial, file);
    },
    async remove(...names) {
      await Promise.all(names.map((name) => rm(join(path, name), { force: true })));
    },
    lastLines: (count) => lastLines(join(path, logName), count),
  };
}

const tailBytes = 64 * 1024;

async function lastLines(file: string, count: number): Promise<string[]> {
  const handle = await open(file, 'r').catch(() => undefined);
  if (handle === undefined) {
    return [];
  }
  try {
    const { size } = await handle.stat();
    const length = Math.min(size, tailBytes);
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
    const lines = buffer
      .toString('utf8')
      .split('\n')
      .filter((line) => line !== '');
    return lines.slice(-count);
  } finally {
    await handle.close();
  }
}
