import type { TaskInput, TaskProgress } from './tasks.ts';

/** What a worker is given while its task runs. */
export interface TaskIo {
  /** Replaces what the task says of itself; cheap enough to be called for every small step. */
  progress(progress: TaskProgress): void;
  /** Adds one line to the task's log; never a secret. */
  log(line: string): void;
  /** Aborts when the task is to end early. */
  readonly signal: AbortSignal;
}

/**
 * The code of one kind of task, run in the task's own process. What it returns is the task's result, as JSON.
 * An error it throws may carry `code` (text) and `retryable` (boolean); without them it is `Unexpected` and retryable.
 */
export type TaskWorker = (input: TaskInput, io: TaskIo) => Promise<{ readonly [name: string]: unknown }>;
