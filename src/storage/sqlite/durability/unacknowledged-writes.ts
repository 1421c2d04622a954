import { StoreDatabase } from '../store-database.ts';
import { type AcknowledgedWrite, valueOf } from './acknowledged-write.ts';

export interface RecoveredStore {
  /** Of the store after the failure. */
  readonly directory: string;
  readonly writes: ReadonlyMap<number, AcknowledgedWrite>;
  /** The names that values of writes under way at the failure can have. */
  readonly names: readonly number[];
}

/**
 * The writes that a failure left in the store although nobody was told of them. They may be there or not; once they were
 * seen they must stay like any other, and after a compaction nothing else would say what became of their keys.
 * @throws Error when one of them holds a value that nobody wrote.
 */
export function unacknowledgedWrites(recovered: RecoveredStore): readonly AcknowledgedWrite[] {
  const { directory, writes, names } = recovered;
  const store = new StoreDatabase({ directory, durability: 'none' });
  try {
    return store.log(store.compactedAt, Number.MAX_SAFE_INTEGER).flatMap((change): readonly AcknowledgedWrite[] => {
      if (change.type === 'delete') {
        const { revision, key } = change;
        return writes.has(revision) ? [] : [{ revision, key, value: undefined }];
      }
      const { version, key, value } = change.entry;
      if (writes.has(version)) {
        return [];
      }
      const name = names.find((candidate) => Buffer.compare(valueOf(candidate), value) === 0);
      if (name === undefined) {
        throw new Error(`revision ${version} holds a value of ${key} that nobody wrote`);
      }
      return [{ revision: version, key, value: name }];
    });
  } finally {
    store.close();
  }
}
