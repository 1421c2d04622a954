import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TaskInput, Tasks, TaskState } from '#capabilities/tasks.ts';
import { openTaskFolder, type TaskEnd, type TaskFolder } from './task-folder.ts';
import { taskFolderPath } from './task-folder-path.ts';
import { adoptTaskProcess } from './adopt-task-process.ts';
import { killRemains } from './kill-remains.ts';
import { startTaskProcess } from './start-task-process.ts';
import type { TaskProcess } from './task-process.ts';

export interface NodeTasksOptions {
  /** Directory of all tasks' folders; made when missing. */
  readonly root: string;
  /** Program and arguments of a task's process; the task's folder is added as last argument. */
  readonly command: readonly string[];
}

export interface NodeTasks extends Tasks {
  /** Stops watching and starts nothing more; running tasks go on and are adopted by the next manager. */
  close(): void;
}

/** A process that ends without a result is started again this many times in all. */
const attempts = 3;
const keptLines = 20;

/** One task this manager takes care of, from its turn in the queue to its end. */
interface ActiveTask {
  readonly key: string;
  readonly folder: TaskFolder;
  readonly since: string;
  process?: TaskProcess;
  /** Settles when its turn is over; undefined before. */
  running?: Promise<void>;
  cancelled: boolean;
}

/** Tasks as child processes. Those a former manager left are adopted, or restarted when they died without a result. */
export async function createNodeTasks(options: NodeTasksOptions): Promise<NodeTasks> {
  await mkdir(options.root, { recursive: true, mode: 0o700 });
  const tasks = new ProcessTasks(options);
  await tasks.resume();
  return tasks;
}

class ProcessTasks implements NodeTasks {
  readonly #options: NodeTasksOptions;
  readonly #active = new Map<string, ActiveTask>();
  /** The tail of the chain of tasks: one runs, the others wait for it. */
  #turn: Promise<void> = Promise.resolve();
  readonly #listeners = new Set<(key: string) => void>();
  #closed = false;

  constructor(options: NodeTasksOptions) {
    this.#options = options;
  }

  /** Running processes first, so that what has to be started again waits for them. */
  async resume(): Promise<void> {
    const dead: { readonly key: string; readonly folder: TaskFolder }[] = [];
    for (const entry of (await readdir(this.#options.root)).sort()) {
      const folder = openTaskFolder(join(this.#options.root, entry));
      const [request, end, attempt] = await Promise.all([
        folder.read('input.json'),
        folder.read('result.json'),
        folder.read('attempt.json'),
      ]);
      if (request === undefined || attempt === undefined || end !== undefined) {
        continue;
      }
      const process = await adoptTaskProcess(folder, attempt, () => this.#changed(request.key));
      if (process) {
        this.#enqueue(request.key, folder, process);
      } else {
        dead.push({ key: request.key, folder });
      }
    }
    for (const { key, folder } of dead) {
      this.#enqueue(key, folder);
    }
  }

  async ensure(key: string, input: TaskInput): Promise<void> {
    if (this.#closed || this.#active.has(key)) {
      return;
    }
    const path = taskFolderPath(this.#options.root, key);
    // Taken before the first await, so that two calls at once start one task.
    const folder = openTaskFolder(path);
    const task: ActiveTask = { key, folder, since: new Date().toISOString(), cancelled: false };
    this.#active.set(key, task);
    const end = await folder.read('result.json');
    if (end?.state === 'done') {
      this.#active.delete(key);
      return;
    }
    await mkdir(path, { recursive: true, mode: 0o700 });
    await folder.remove('result.json', 'attempt.json', 'progress.json');
    await folder.write('input.json', { key, input });
    this.#queue(task);
  }

  async observe(key: string): Promise<TaskState> {
    const folder = openTaskFolder(taskFolderPath(this.#options.root, key));
    const [end, request] = await Promise.all([folder.read('result.json'), folder.read('input.json')]);
    if (end !== undefined && request !== undefined) {
      const { input } = request;
      return end.state === 'done' ? end : { ...end, input, log: await folder.lastLines(keptLines) };
    }
    const task = this.#active.get(key);
    if (task === undefined) {
      return { state: 'absent' };
    }
    // Its request is written before its turn comes.
    if (task.process === undefined || request === undefined) {
      return { state: 'queued', since: task.since };
    }
    const { input } = request;
    const progress = await folder.read('progress.json');
    return {
      state: 'running',
      since: task.process.attempt.since,
      input,
      progress: progress ?? { message: 'starting' },
    };
  }

  async cancel(key: string): Promise<void> {
    const task = this.#active.get(key);
    if (task) {
      task.cancelled = true;
      this.#active.delete(key);
      await task.process?.kill();
      await task.running;
    }
    await rm(taskFolderPath(this.#options.root, key), { recursive: true, force: true });
    this.#changed(key);
  }

  onChange(listener: (key: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#closed = true;
    this.#listeners.clear();
    for (const task of this.#active.values()) {
      task.process?.release();
    }
  }

  #enqueue(key: string, folder: TaskFolder, process?: TaskProcess): void {
    const task: ActiveTask = {
      key,
      folder,
      since: process?.attempt.since ?? new Date().toISOString(),
      cancelled: false,
      ...(process ? { process } : {}),
    };
    this.#active.set(key, task);
    this.#queue(task);
  }

  #queue(task: ActiveTask): void {
    const before = this.#turn;
    const adopted = task.process;
    // An adopted process runs already and waits for nobody; others wait for it.
    const run = () => {
      task.running = this.#run(task);
      return task.running;
    };
    this.#turn = adopted ? Promise.all([before, run()]).then(() => undefined) : before.then(run);
    this.#changed(task.key);
  }

  /** From the turn of a task to its end; never rejects, so that the next one gets its turn. */
  async #run(task: ActiveTask): Promise<void> {
    try {
      let process = task.process;
      while (!this.#closed && !task.cancelled) {
        process ??= await this.#start(task);
        await process.ended;
        if (task.cancelled || (await task.folder.read('result.json')) !== undefined) {
          break;
        }
        await killRemains(task.folder, process.attempt);
        if (process.attempt.number >= attempts) {
          await this.#fail(
            task,
            'TaskDied',
            `The process of the task ended without a result ${attempts} times, the last time as process ${process.attempt.process.pid}. Look for a reason such as lack of memory, then try again.`,
          );
          break;
        }
        process = undefined;
      }
    } catch (error) {
      await this.#fail(
        task,
        'TaskNotStarted',
        `The task could not be run: ${error instanceof Error ? error.message : String(error)}`,
      ).catch(() => undefined);
    } finally {
      if (this.#active.get(task.key) === task) {
        this.#active.delete(task.key);
      }
      this.#changed(task.key);
    }
  }

  async #start(task: ActiveTask): Promise<TaskProcess> {
    const former = await task.folder.read('attempt.json');
    if (former) {
      await killRemains(task.folder, former);
    }
    const process = await startTaskProcess({
      folder: task.folder,
      command: this.#options.command,
      number: (former?.number ?? 0) + 1,
      since: new Date().toISOString(),
      onChange: () => this.#changed(task.key),
    });
    task.process = process;
    if (task.cancelled) {
      await process.kill();
    }
    this.#changed(task.key);
    return process;
  }

  async #fail(task: ActiveTask, code: string, message: string): Promise<void> {
    const end: TaskEnd = { state: 'failed', code, message, retryable: true, finished: new Date().toISOString() };
    await task.folder.write('result.json', end);
  }

  #changed(key: string): void {
    if (!this.#closed) {
      for (const listener of this.#listeners) {
        listener(key);
      }
    }
  }
}
