import type { LogEntry, StoredEntry } from '../storage.ts';
import { packEntries, type PackedEntries } from './pack-entries.ts';

/** A piece of the log: its entries and their predecessors in one packing, in the order of `kinds`. */
export interface PackedLog {
  readonly kinds: readonly ('made' | 'replaced' | 'deleted')[];
  /** The revision of each change. */
  readonly revisions: readonly number[];
  readonly entries: PackedEntries;
}

/** Puts changes, and what they replaced, into one packing. */
export function packLog(changes: readonly LogEntry[]): PackedLog {
  const kinds: PackedLog['kinds'][number][] = [];
  const revisions: number[] = [];
  const entries: StoredEntry[] = [];
  for (const change of changes) {
    if (change.previous !== undefined) {
      entries.push(change.previous);
    }
    if (change.type === 'put') {
      entries.push(change.entry);
      kinds.push(change.previous === undefined ? 'made' : 'replaced');
      revisions.push(change.entry.version);
    } else {
      kinds.push('deleted');
      revisions.push(change.revision);
    }
  }
  return { kinds, revisions, entries: packEntries(entries) };
}
