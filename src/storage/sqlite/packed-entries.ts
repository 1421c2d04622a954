import type { LogEntry, StoredEntry } from '../storage.ts';

/**
 * Many entries in a few large pieces: one buffer is handed between threads without a copy, a hundred thousand small ones
 * are not. Unpacked values are views on that buffer.
 */
export interface PackedEntries {
  readonly keys: readonly string[];
  /** For each entry: created, version, and where its value ends in `bytes`. */
  readonly numbers: Float64Array<ArrayBuffer>;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const NUMBERS_PER_ENTRY = 3;

export function packEntries(entries: readonly StoredEntry[]): PackedEntries {
  let size = 0;
  for (const entry of entries) {
    size += entry.value.byteLength;
  }
  const bytes = new Uint8Array(size);
  const numbers = new Float64Array(entries.length * NUMBERS_PER_ENTRY);
  const keys: string[] = [];
  let end = 0;
  let index = 0;
  for (const entry of entries) {
    bytes.set(entry.value, end);
    end += entry.value.byteLength;
    numbers[index] = entry.created;
    numbers[index + 1] = entry.version;
    numbers[index + 2] = end;
    index += NUMBERS_PER_ENTRY;
    keys.push(entry.key);
  }
  return { keys, numbers, bytes };
}

export function unpackEntries(packed: PackedEntries): readonly StoredEntry[] {
  const { keys, numbers, bytes } = packed;
  let start = 0;
  return keys.map((key, position) => {
    const index = position * NUMBERS_PER_ENTRY;
    const end = numbers[index + 2] as number;
    const value = bytes.subarray(start, end);
    start = end;
    return Object.freeze({ key, value, created: numbers[index] as number, version: numbers[index + 1] as number });
  });
}

/** A piece of the log: its entries and their predecessors in one packing, in the order of `kinds`. */
export interface PackedLog {
  readonly kinds: readonly ('made' | 'replaced' | 'deleted')[];
  /** The revision of each change. */
  readonly revisions: readonly number[];
  readonly entries: PackedEntries;
}

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

export function unpackLog(packed: PackedLog): readonly LogEntry[] {
  const entries = unpackEntries(packed.entries).values();
  const next = (): StoredEntry => {
    const { value } = entries.next();
    if (value === undefined) {
      throw new Error('a piece of the log came with fewer entries than changes');
    }
    return value;
  };
  return packed.kinds.map((kind, index): LogEntry => {
    if (kind === 'deleted') {
      const previous = next();
      return Object.freeze({
        type: 'delete',
        revision: packed.revisions[index] as number,
        key: previous.key,
        previous,
      });
    }
    const previous = kind === 'replaced' ? next() : undefined;
    return Object.freeze({ type: 'put', entry: next(), previous });
  });
}
