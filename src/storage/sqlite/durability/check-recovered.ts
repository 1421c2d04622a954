import { Compacted, type LogEntry } from '../../storage.ts';
import { StoreDatabase } from '../store-database.ts';
import { type AcknowledgedWrite, valueOf } from './acknowledged-write.ts';

export interface Recovery {
  /** Of the store after the failure. */
  readonly directory: string;
  /** Revisions up to this one were acknowledged before the failure. */
  readonly acknowledged: number;
  /** What each revision wrote, for every revision that was ever acknowledged, before the failure or (had it not come) after. */
  readonly writes: ReadonlyMap<number, AcknowledgedWrite>;
}

function describeChange(change: LogEntry): string {
  return change.type === 'put'
    ? `revision ${change.entry.version} puts ${change.entry.key}`
    : `revision ${change.revision} deletes ${change.key}`;
}

function isWrite(change: LogEntry, write: AcknowledgedWrite): boolean {
  if (change.type === 'delete') {
    return change.key === write.key && write.value === undefined;
  }
  return (
    change.entry.key === write.key &&
    write.value !== undefined &&
    Buffer.compare(change.entry.value, valueOf(write.value)) === 0
  );
}

function compareState(store: StoreDatabase, writes: ReadonlyMap<number, AcknowledgedWrite>): string | undefined {
  const expected = new Map<string, AcknowledgedWrite>();
  for (let revision = 1; revision <= store.revision; revision += 1) {
    const write = writes.get(revision);
    if (write === undefined) {
      // Written but never acknowledged; the log, which is not compacted that far, is all there is to compare.
      continue;
    }
    if (write.value === undefined) {
      expected.delete(write.key);
    } else {
      expected.set(write.key, write);
    }
  }
  const { entries } = store.range({ prefix: '', after: undefined, limit: undefined, revision: undefined });
  for (const entry of entries) {
    const write = expected.get(entry.key);
    if (writes.has(entry.version) && (write?.revision !== entry.version || write.value === undefined)) {
      return `${entry.key} has version ${entry.version}, but ${write?.revision ?? 'a deletion'} was acknowledged`;
    }
    if (write?.value !== undefined && write.revision === entry.version) {
      if (Buffer.compare(entry.value, valueOf(write.value)) !== 0) {
        return `${entry.key} has another value than version ${entry.version} wrote`;
      }
      expected.delete(entry.key);
    }
  }
  const unknown = (revision: number): boolean => !writes.has(revision);
  const changedUnseen = new Set(
    store.log(store.compactedAt, Number.MAX_SAFE_INTEGER).flatMap((change) => {
      const [revision, key] =
        change.type === 'put' ? [change.entry.version, change.entry.key] : [change.revision, change.key];
      return unknown(revision) ? [key] : [];
    }),
  );
  const lost = [...expected.values()].find((write) => !changedUnseen.has(write.key));
  return lost && `${lost.key} of revision ${lost.revision} is gone`;
}

function compareLog(store: StoreDatabase, writes: ReadonlyMap<number, AcknowledgedWrite>): string | undefined {
  for (const change of store.log(store.compactedAt, Number.MAX_SAFE_INTEGER)) {
    const write = writes.get(change.type === 'put' ? change.entry.version : change.revision);
    if (write !== undefined && !isWrite(change, write)) {
      return `${describeChange(change)}, but a write of ${write.key} was acknowledged with that revision`;
    }
  }
  return undefined;
}

/**
 * Opens what a failure left and says what is wrong with it, or undefined when it is whole: no acknowledged write missing or
 * changed, no revision given to two writes, the state exactly what the revisions up to the newest one wrote.
 */
export function checkRecovered(recovery: Recovery): string | undefined {
  let store: StoreDatabase | undefined;
  try {
    store = new StoreDatabase({ directory: recovery.directory, durability: 'none' });
    store.check();
    if (store.revision < recovery.acknowledged) {
      return `revision ${recovery.acknowledged} was acknowledged, but the newest is ${store.revision}`;
    }
    return compareLog(store, recovery.writes) ?? compareState(store, recovery.writes);
  } catch (error) {
    if (error instanceof Compacted) {
      throw error;
    }
    return error instanceof Error ? error.message : String(error);
  } finally {
    store?.close();
  }
}
