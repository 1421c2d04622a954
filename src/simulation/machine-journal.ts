import type { JournalEntry } from '#domain/host/journal-entry.ts';

/** What is on a machine's disk of its journal: lines, numbered from one without gaps. */
export class MachineJournal {
  readonly #lines: string[];

  constructor(lines: readonly string[] = []) {
    this.#lines = [...lines];
  }

  /** The lines after an entry's number, as the host utility prints them. */
  after(sequence: number): readonly string[] {
    return this.#lines.slice(sequence);
  }

  entries(): readonly JournalEntry[] {
    return this.#lines.map((line) => JSON.parse(line) as JournalEntry);
  }

  /** Writes the next entry down and gives its line. `facts` is JSON and may be long: it is not read again. */
  append(entry: Omit<JournalEntry, 'sequence' | 'facts'>, facts?: string): string {
    const text = JSON.stringify({ ...entry, sequence: this.#lines.length + 1 });
    const line = facts === undefined ? text : `${text.slice(0, -1)},"facts":${facts}}`;
    this.#lines.push(line);
    return line;
  }
}
