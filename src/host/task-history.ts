import type { JournalEntry } from '#domain/host/journal-entry.ts';

/** What earlier attempts at a task came to, read from its journal. */
export interface TaskHistory {
  readonly done: ReadonlySet<string>;
  /** Started and neither done nor taken back: may have left something half done. */
  readonly torn: ReadonlySet<string>;
  /** The task's last entry says that it is done. */
  readonly finished: boolean;
}

/** Only entries since the task's generation began count, and only since the last reset. */
export function taskHistory(
  entries: readonly JournalEntry[],
  task: { readonly id: string; readonly machine: string; readonly generation: number },
): TaskHistory {
  const done = new Set<string>();
  const torn = new Set<string>();
  let current = false;
  let finished = false;
  for (const entry of entries) {
    if (entry.task !== task.id || entry.machine !== task.machine) continue;
    if (entry.phase === 'task') {
      if (entry.event !== 'started') {
        finished = current && entry.event === 'succeeded';
        continue;
      }
      const same = entry.facts?.['generation'] === task.generation;
      if (!same || !current) [done, torn].forEach((names) => names.clear());
      current = same;
    } else if (entry.phase === 'reset') {
      if (entry.event === 'succeeded') [done, torn].forEach((names) => names.clear());
    } else if (entry.event === 'succeeded') {
      done.add(entry.phase);
      torn.delete(entry.phase);
    } else if (entry.event === 'started') {
      torn.add(entry.phase);
      done.delete(entry.phase);
    }
  }
  return { done: current ? done : new Set(), torn: current ? torn : new Set(), finished: current && finished };
}
