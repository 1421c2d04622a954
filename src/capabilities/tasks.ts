/** The input of a long local job; `kind` chooses the worker, the rest is its JSON argument. It never holds a secret. */
export interface TaskInput {
  readonly kind: string;
  readonly [argument: string]: unknown;
}

/** How far: `done` of `total` in `unit` (bytes, packages, steps), with a sentence saying what is being done. */
export interface TaskProgress {
  readonly message: string;
  readonly done?: number;
  readonly total?: number;
  readonly unit?: string;
  /** Estimated from earlier runs, when there were any. */
  readonly remainingSeconds?: number;
}

export type TaskState =
  | { readonly state: 'absent' }
  /** Waits for its turn: heavy tasks run one at a time. */
  | { readonly state: 'queued'; readonly since: string }
  | { readonly state: 'running'; readonly since: string; readonly progress: TaskProgress; readonly input: TaskInput }
  | { readonly state: 'done'; readonly result: { readonly [name: string]: unknown }; readonly finished: string }
  | {
      readonly state: 'failed';
      readonly code: string;
      readonly message: string;
      readonly retryable: boolean;
      /** What it was told: a failure says nothing about another input. */
      readonly input: TaskInput;
      /** Last lines of its log. */
      readonly log: readonly string[];
      readonly finished: string;
    };

/**
 * Long local work in child processes with a process group and log each. A task is named by `key`;
 * after the manager was killed a running one is adopted and a dead one restarted. Results are content-addressed,
 * so running one twice is harmless.
 */
export interface Tasks {
  /** Starts it unless it runs or is done; a failed one is started again. */
  ensure(key: string, input: TaskInput): Promise<void>;
  observe(key: string): Promise<TaskState>;
  /** Kills its process group and forgets it. */
  cancel(key: string): Promise<void>;
  /** Calls back with the key whenever a task's state or progress changed; returns the way to stop. */
  onChange(listener: (key: string) => void): () => void;
}
