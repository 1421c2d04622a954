import type { JournalEntry } from './journal-entry.ts';

const events: ReadonlySet<unknown> = new Set(['started', 'succeeded', 'failed', 'skipped', 'waiting']);

/** Longest line that is believed to be an entry: a machine is not trusted to be sane. */
const longestLine = 65_536;

/** One line of a machine's journal; undefined when it is not an entry. */
export function parseJournalLine(line: string): JournalEntry | undefined {
  if (line.length > longestLine || !line.startsWith('{')) {
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(line);
    return isEntry(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isEntry(value: unknown): value is JournalEntry {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const fields = new Map<string, unknown>(Object.entries(value));
  const texts = ['machine', 'task', 'phase', 'time'].every((name) => typeof fields.get(name) === 'string');
  const sequence = fields.get('sequence');
  return texts && Number.isSafeInteger(sequence) && Number(sequence) > 0 && events.has(fields.get('event'));
}
