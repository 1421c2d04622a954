import { StorageError } from '../storage-error.ts';
import type { StoreFiles } from './store-files.ts';

const SQLITE_BUSY = 5;
const SQLITE_FULL = 13;
const SQLITE_TOOBIG = 18;

/** The low byte of SQLite's extended result code says what kind of failure it was. */
function primaryCode(error: unknown): number | undefined {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : undefined;
  return typeof code === 'number' ? code & 0xff : undefined;
}

/** What went wrong with a store, as the storage's own error. */
export function storeFailure(error: unknown, files: StoreFiles): StorageError {
  if (error instanceof StorageError) {
    return error;
  }
  switch (primaryCode(error)) {
    case SQLITE_BUSY: {
      const message = `the store in ${files.directory} is held by ${files.holder()}; stop it first, or choose another directory`;
      return new StorageError('Locked', message, { cause: error });
    }
    case SQLITE_FULL:
      return new StorageError('Full', `no room in ${files.directory}: free some disk space`, { cause: error });
    case SQLITE_TOOBIG:
      return new StorageError('Invalid', 'a value is too large: a gigabyte is the most', { cause: error });
    default: {
      const detail = error instanceof Error ? error.message : String(error);
      const message = `the store ${files.database} failed: ${detail}; check the disk and open it again, or restore a backup`;
      return new StorageError('Damaged', message, { cause: error });
    }
  }
}
