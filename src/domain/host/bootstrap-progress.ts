import type { JournalEntry } from './journal-entry.ts';

export interface BootstrapFailure {
  readonly phase: string;
  readonly command?: readonly string[];
  readonly exitCode?: number;
  /** The last lines that were printed, or the sentence with the cure. */
  readonly lines: readonly string[];
}

export interface BootstrapProgress {
  /** The phase that began last among those that run; `task` before the first and after the last. */
  readonly phase: string;
  /** RFC 3339: when that phase began. */
  readonly since: string;
  /** The latest failure, until the phase that failed is done or the task begins its phases anew. */
  readonly failed?: BootstrapFailure;
  /** What a running phase waits for, in its own sentence. */
  readonly waitingFor?: string;
  readonly done: boolean;
}

interface Running {
  readonly since: string;
  readonly waitingFor?: string;
}

function failureOf(entry: JournalEntry): BootstrapFailure {
  return {
    phase: entry.phase,
    ...(entry.command === undefined ? {} : { command: entry.command }),
    ...(entry.exitCode === undefined ? {} : { exitCode: entry.exitCode }),
    lines: entry.message === undefined ? [] : entry.message.split('\n'),
  };
}

function latest(running: ReadonlyMap<string, Running>): readonly [string, Running] | undefined {
  // A phase that says what it waits for explains more than one that merely runs.
  const entries = [...running];
  return entries.findLast(([, phase]) => phase.waitingFor !== undefined) ?? entries.at(-1);
}

/**
 * How far a bootstrap is, from its journal (entries of one machine in order, other tasks' entries are left out);
 * undefined before its first entry. Any prefix of a journal gives an answer.
 */
export function bootstrapProgress(entries: readonly JournalEntry[]): BootstrapProgress | undefined {
  const running = new Map<string, Running>();
  let task: { since: string; done: boolean } | undefined;
  let failed: BootstrapFailure | undefined;
  for (const entry of entries) {
    if (entry.task !== 'bootstrap') continue;
    if (entry.phase === 'task') {
      if (entry.event === 'started') running.clear();
      if (entry.event === 'succeeded') failed = undefined;
      // The task only repeats what its phase said.
      if (entry.event === 'failed') failed ??= failureOf(entry);
      task = { since: entry.time, done: entry.event === 'succeeded' };
      continue;
    }
    task ??= { since: entry.time, done: false };
    if (entry.event === 'started') running.set(entry.phase, { since: entry.time });
    else if (entry.event === 'waiting') {
      const since = running.get(entry.phase)?.since ?? entry.time;
      running.delete(entry.phase);
      running.set(entry.phase, { since, ...(entry.message === undefined ? {} : { waitingFor: entry.message }) });
    } else {
      running.delete(entry.phase);
      if (entry.event === 'failed') failed = failureOf(entry);
      else if (failed?.phase === entry.phase || failed?.phase === 'task') failed = undefined;
    }
  }
  if (task === undefined) return undefined;
  const [phase, state] = latest(running) ?? ['task', { since: task.since }];
  return {
    phase,
    since: state.since,
    ...(failed === undefined ? {} : { failed }),
    ...(state.waitingFor === undefined ? {} : { waitingFor: state.waitingFor }),
    done: task.done,
  };
}
