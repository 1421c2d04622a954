import type { LogEntry, StoredEntry } from '../storage.ts';
import type { Row } from './entry-from-row.ts';
import { keyFromBytes } from './key-bytes.ts';

/** Reads revision, key, value, created (0 for a deletion), then value, created and version of what was replaced. */
export function changeFromRow(row: Row): LogEntry {
  const [revision, keyBytes, value, created, previousValue, previousCreated, previousRevision] = row;
  const key = keyFromBytes(keyBytes as Uint8Array);
  const previous: StoredEntry | undefined =
    previousRevision === null || previousRevision === undefined
      ? undefined
      : {
          key,
          value: previousValue as Uint8Array,
          created: Number(previousCreated),
          version: Number(previousRevision),
        };
  const version = Number(revision);
  if (created !== 0) {
    return { type: 'put', entry: { key, value: value as Uint8Array, created: Number(created), version }, previous };
  }
  if (previous === undefined) {
    throw new Error(`revision ${version} deletes a key that was not there`);
  }
  return { type: 'delete', revision: version, key, previous };
}
