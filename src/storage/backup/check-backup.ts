import type { BackupHeader } from './backup-header.ts';
import { readBackup } from './read-backup.ts';

/**
 * Reads a backup from beginning to end.
 * @throws StorageError `Invalid` when it is not whole.
 */
export function checkBackup(path: string): { readonly header: BackupHeader; readonly entries: number } {
  const { entries, header } = readBackup(path);
  const reading = entries[Symbol.iterator]();
  let count = 0;
  while (reading.next().done !== true) count += 1;
  return { header, entries: count };
}
