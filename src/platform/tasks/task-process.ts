import type { TaskAttempt } from './task-folder.ts';

/** A process of a task that runs, whoever started it. */
export interface TaskProcess {
  readonly attempt: TaskAttempt;
  /** Resolves when the process has ended, however. */
  readonly ended: Promise<void>;
  /** Kills the process and all it started. */
  kill(): Promise<void>;
  /** Stops watching; the process goes on. */
  release(): void;
}
