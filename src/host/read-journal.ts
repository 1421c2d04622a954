import type { JournalEntry } from '#domain/host/journal-entry.ts';

export interface JournalContent {
  readonly entries: readonly JournalEntry[];
  /** UTF-8 bytes up to the end of the last whole line; what follows was torn by a power cut. */
  readonly wholeBytes: number;
}

function entryOf(line: string): JournalEntry | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'sequence' in value ? (value as JournalEntry) : undefined;
  } catch {
    return undefined;
  }
}

/** Reads a journal's text. Throws when a line that is not the last is damaged or a number is missing. */
export function readJournal(text: string): JournalContent {
  const entries: JournalEntry[] = [];
  let wholeCharacters = 0;
  while (wholeCharacters < text.length) {
    const end = text.indexOf('\n', wholeCharacters);
    if (end < 0) break;
    const entry = entryOf(text.slice(wholeCharacters, end));
    if (entry === undefined || entry.sequence !== entries.length + 1) {
      if (end === text.length - 1) break;
      throw new Error(`The journal is damaged at line ${entries.length + 1}; replace the machine.`);
    }
    entries.push(entry);
    wholeCharacters = end + 1;
  }
  return { entries, wholeBytes: new TextEncoder().encode(text.slice(0, wholeCharacters)).length };
}
