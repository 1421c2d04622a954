import type { StoredEntry } from '../storage.ts';
import type { PackedEntries } from './pack-entries.ts';

/** The entries of a packing, frozen; their values are views on its bytes. */
export function unpackEntries(packed: PackedEntries): readonly StoredEntry[] {
  const { keys, created, versions, ends, bytes } = packed;
  let start = 0;
  return keys.map((key, index) => {
    const end = ends[index] as number;
    const value = bytes.subarray(start, end);
    start = end;
    return Object.freeze({ key, value, created: created[index] as number, version: versions[index] as number });
  });
}
