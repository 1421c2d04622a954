import type { StoredEntry } from '../storage.ts';

/**
 * Many entries in a few large pieces: one buffer is handed between threads without a copy, a hundred thousand small ones
 * are not.
 */
export interface PackedEntries {
  readonly keys: readonly string[];
  readonly created: Float64Array<ArrayBuffer>;
  readonly versions: Float64Array<ArrayBuffer>;
  /** Where each entry's value ends in `bytes`; it begins where the one before ended. */
  readonly ends: Float64Array<ArrayBuffer>;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Puts entries into one packing; their values are copied. */
export function packEntries(entries: readonly StoredEntry[]): PackedEntries {
  let size = 0;
  for (const entry of entries) {
    size += entry.value.byteLength;
  }
  const bytes = new Uint8Array(size);
  const created = new Float64Array(entries.length);
  const versions = new Float64Array(entries.length);
  const ends = new Float64Array(entries.length);
  const keys: string[] = [];
  let end = 0;
  for (const [index, entry] of entries.entries()) {
    bytes.set(entry.value, end);
    end += entry.value.byteLength;
    created[index] = entry.created;
    versions[index] = entry.version;
    ends[index] = end;
    keys.push(entry.key);
  }
  return { keys, created, versions, ends, bytes };
}
