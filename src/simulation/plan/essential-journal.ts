import type { JournalEntry } from '#domain/host/journal-entry.ts';

/** Phases whose success steps decide by. */
const decisive = new Set(['task', 'cluster-manifests', 'kubelet-bootstrap']);

/**
 * A journal without what no step reads any more, numbered anew: of a finished bootstrap its milestones, of routes the last.
 * One that is not finished is kept whole.
 */
export function essentialJournal(entries: readonly JournalEntry[]): readonly JournalEntry[] {
  const done = entries.some(
    ({ event, phase, task }) => task === 'bootstrap' && phase === 'task' && event === 'succeeded',
  );
  if (!done) return entries;
  const bootstrap = entries.filter(
    ({ event, phase, task }) =>
      task === 'bootstrap' && decisive.has(phase) && (event === 'succeeded' || event === 'started'),
  );
  const routes = entries.findLast(({ event, task }) => task === 'routes' && event === 'succeeded');
  return [...bootstrap, ...(routes === undefined ? [] : [routes])].map((entry, index) => ({
    ...entry,
    sequence: index + 1,
  }));
}
