import { appendFileSync } from 'node:fs';
import type { TaskIo, TaskWorker } from '#capabilities/task-worker.ts';
import type { TaskProgress } from '#capabilities/tasks.ts';
import { logName } from './log-name.ts';
import { openLifeSocket } from './open-life-socket.ts';
import { openTaskFolder, type TaskEnd, type TaskFolder } from './task-folder.ts';

/**
 * The main function of a task's process: reads the input from the folder given as last argument, runs the worker
 * of its kind, and writes progress and result there. The exit code is 0 when a result was written, whatever it says.
 */
export async function runTask(workers: { readonly [kind: string]: TaskWorker }): Promise<void> {
  const folder = openTaskFolder(process.argv.at(-1) ?? '');
  process.chdir(folder.path);
  await openLifeSocket();
  const request = await folder.read('input.json');
  if (request === undefined) {
    throw new Error(`No task is described in ${folder.path}; this program is started by the manager only.`);
  }
  const progress = progressWriter(folder);
  const abort = new AbortController();
  process.once('SIGTERM', () => abort.abort(new Error('The task was told to end.')));
  const io: TaskIo = { progress: progress.report, log: (line) => appendLine(line), signal: abort.signal };
  const end = await runWorker(workers[request.input.kind], { input: request.input, io });
  await progress.settled();
  await folder.write('result.json', end);
  // Whatever the worker left open must not keep the next task waiting.
  process.exit(0);
}

async function runWorker(
  worker: TaskWorker | undefined,
  { input, io }: { readonly input: Parameters<TaskWorker>[0]; readonly io: TaskIo },
): Promise<TaskEnd> {
  try {
    if (worker === undefined) {
      throw Object.assign(new Error(`No worker knows tasks of kind "${input.kind}".`), {
        code: 'UnknownKind',
        retryable: false,
      });
    }
    const result = await worker(input, io);
    return { state: 'done', result, finished: new Date().toISOString() };
  } catch (error) {
    io.log(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return { state: 'failed', ...failureOf(error), finished: new Date().toISOString() };
  }
}

function failureOf(error: unknown): { readonly code: string; readonly message: string; readonly retryable: boolean } {
  const known = typeof error === 'object' && error !== null ? error : {};
  return {
    code: 'code' in known && typeof known.code === 'string' ? known.code : 'Unexpected',
    message: error instanceof Error ? error.message : String(error),
    retryable: 'retryable' in known && typeof known.retryable === 'boolean' ? known.retryable : true,
  };
}

/** Writes the newest progress; what is reported while a write is under way replaces what waits. */
function progressWriter(folder: TaskFolder): { report(progress: TaskProgress): void; settled(): Promise<void> } {
  let waiting: TaskProgress | undefined;
  let writing: Promise<void> | undefined;

  async function drain(): Promise<void> {
    while (waiting !== undefined) {
      const next = waiting;
      waiting = undefined;
      await folder.write('progress.json', next);
    }
    writing = undefined;
  }

  return {
    report(progress) {
      waiting = progress;
      writing ??= drain();
    },
    async settled() {
      await writing;
    },
  };
}

function appendLine(line: string): void {
  appendFileSync(logName, `${line}\n`, { mode: 0o600 });
}
