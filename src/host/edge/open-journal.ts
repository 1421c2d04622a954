import { closeSync, existsSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { JournalEntry } from '#domain/host/journal-entry.ts';
import type { Journal } from '../host-system.ts';
import { readJournal } from '../read-journal.ts';

function syncDirectory(path: string): void {
  const directory = openSync(path, 'r');
  fsyncSync(directory);
  closeSync(directory);
}

function openFile(path: string): number {
  const fresh = !existsSync(path);
  mkdirSync(dirname(path), { recursive: true, mode: 0o755 });
  const file = openSync(path, 'a+', 0o644);
  if (fresh) syncDirectory(dirname(path));
  return file;
}

/**
 * The machine's journal in a file of JSON lines. Opening drops a last line that a power cut left torn. Throws when a
 * line before the last is damaged, for then the disk is not to be trusted.
 */
export function openJournal(path: string, now: () => number): Journal {
  const file = openFile(path);
  const content = readFileSync(path);
  const { entries: found, wholeBytes } = readJournal(content.toString('utf8'));
  const entries: JournalEntry[] = [...found];
  if (wholeBytes < content.length) {
    ftruncateSync(file, wholeBytes);
    fsyncSync(file);
  }
  return {
    entries: () => entries,
    async append(draft) {
      const entry: JournalEntry = {
        ...draft,
        sequence: (entries.at(-1)?.sequence ?? 0) + 1,
        time: new Date(now()).toISOString(),
      };
      writeSync(file, `${JSON.stringify(entry)}\n`);
      fsyncSync(file);
      entries.push(entry);
    },
  };
}
