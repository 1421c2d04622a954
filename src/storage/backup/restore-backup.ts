import { StoreDatabase } from '../sqlite/store-database.ts';
import { StoreFiles } from '../sqlite/store-files.ts';
import type { StoredEntry } from '../storage.ts';
import { StorageError } from '../storage-error.ts';
import type { BackupHeader } from './backup-header.ts';
import { checkBackup } from './check-backup.ts';
import { readBackup } from './read-backup.ts';

/** So far above everything the store may have written since the backup that whoever saw that is told to list again. */
const revisionsAhead = 1_000_000_000;

export interface RestoreOptions {
  readonly file: string;
  readonly directory: string;
  /** Put into the restored store, in the same transaction. */
  readonly mark: { readonly key: string; readonly value: Uint8Array };
  /** What the value of a key is to be stored as; what it throws for any of them refuses the backup. Absent: as it is. */
  readonly convert?: (key: string, value: Uint8Array) => Uint8Array;
  /** Called when nothing can be refused any more and nothing was replaced yet. */
  readonly prepare?: () => Promise<void>;
  /** The name that the files of a damaged store are kept under. */
  readonly aside: string;
  /** Replaces a store of another installation too. */
  readonly force: boolean;
}

export interface Restored {
  readonly header: BackupHeader;
  readonly revision: number;
  /** Whether a damaged store was found and kept. */
  readonly keptDamaged: boolean;
}

/**
 * Makes the store in a directory what a backup says, under a higher revision, with all before it compacted. Killed at any
 * moment it leaves the store as it was, or as it is to be; where a damaged one stood, possibly one that only another restore opens.
 * @throws StorageError `Invalid` for the backup, `Locked` while somebody holds the store, and what opening one throws.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { aside, convert = (_key, value) => value, directory, file, force, mark, prepare } = options;
  // Before anything is touched: entries that do not fit together would look like a damaged store.
  checkBackup(file, ({ key, value }) => convert(key, value));
  const { entries, header } = readBackup(file);
  const files = new StoreFiles(directory);
  const { keptDamaged, store } = openWhole(directory, files, aside);
  try {
    if (store.revision > 0 && store.uid !== header.store && !force) {
      const message = `the store in ${files.directory} belongs to another installation than the backup: its clusters would be forgotten`;
      throw new StorageError('Invalid', message);
    }
    await prepare?.();
    const revision = Math.max(header.revision, store.revision) + revisionsAhead;
    store.replace({
      uid: header.store,
      revision,
      entries: marked(converted(entries, convert), { ...mark, created: revision, version: revision }),
    });
    store.check();
    files.finishRestore();
    return { header, revision, keptDamaged };
  } finally {
    store.close();
  }
}

function openWhole(directory: string, files: StoreFiles, aside: string) {
  const open = () => new StoreDatabase({ directory, durability: 'power-cut', restoring: true });
  let found: StoreDatabase | undefined;
  try {
    found = open();
    found.check();
    return { store: found, keptDamaged: false };
  } catch (error) {
    found?.close();
    if (!(error instanceof StorageError) || error.reason !== 'Damaged') throw error;
  }
  files.setAside(aside);
  return { store: open(), keptDamaged: true };
}

function* converted(
  entries: Iterable<StoredEntry>,
  convert: (key: string, value: Uint8Array) => Uint8Array,
): Generator<StoredEntry> {
  for (const entry of entries) yield { ...entry, value: convert(entry.key, entry.value) };
}

function* marked(entries: Iterable<StoredEntry>, mark: StoredEntry): Generator<StoredEntry> {
  for (const entry of entries) if (entry.key !== mark.key) yield entry;
  yield mark;
}
