import type { DatabaseSync } from 'node:sqlite';
import { StorageError } from '../storage-error.ts';
import { applicationId } from './application-id.ts';

function number(database: DatabaseSync, query: string): number {
  return Number(Object.values(database.prepare(query).get() ?? {})[0]);
}

/**
 * The format number of a store, 0 for an empty file. Reads only.
 * @param newest the newest format that this version knows.
 * @throws StorageError `NewerFormat` when the store is beyond that, `Invalid` when the file belongs to another program.
 */
export function checkFormat(database: DatabaseSync, newest: number): number {
  const format = number(database, 'PRAGMA user_version');
  const isOurs = number(database, 'PRAGMA application_id') === applicationId;
  const isEmpty = format === 0 && number(database, 'SELECT count(*) FROM sqlite_schema') === 0;
  if (!isOurs && !isEmpty) {
    const message = `${database.location()} is a database of another program; choose another directory`;
    throw new StorageError('Invalid', message);
  }
  if (format > newest) {
    const message = `the store ${database.location()} was written by a newer Slipway (its format is ${format}, this version knows ${newest}); use that version or a newer one`;
    throw new StorageError('NewerFormat', message);
  }
  return format;
}
