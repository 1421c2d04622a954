import type { StoredEntry } from '../storage.ts';
import type { BackupHeader } from './backup-header.ts';
import { readBackup } from './read-backup.ts';

/**
 * Reads a backup from beginning to end; `look` is shown every entry and may throw.
 * @throws StorageError `Invalid` when it is not whole.
 */
export function checkBackup(
  path: string,
  look: (entry: StoredEntry) => void = () => undefined,
): { readonly header: BackupHeader; readonly entries: number } {
  const { entries, header } = readBackup(path);
  let count = 0;
  for (const entry of entries) {
    look(entry);
    count += 1;
  }
  return { header, entries: count };
}
