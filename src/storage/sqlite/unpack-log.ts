import type { LogEntry, StoredEntry } from '../storage.ts';
import type { PackedLog } from './pack-log.ts';
import { unpackEntries } from './unpack-entries.ts';

/** The changes of a packing, frozen; values are views on its bytes. */
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
