import type { DatabaseSync } from 'node:sqlite';
import { StorageError } from '../storage-error.ts';

/** One step from a format to the next, run inside a transaction. */
export type Migration = (database: DatabaseSync) => void;

// "Slip" in ASCII: says whose file this is, to this code and to file(1).
const APPLICATION_ID = 0x536c6970;

/**
 * The steps from an empty file to the present format; the format number is how many of them a file has seen.
 * Steps are only ever added: stores of every released format exist.
 */
export const MIGRATIONS: readonly Migration[] = [
  (database) => {
    // Each value is stored once, under the revision that wrote it. `created` 0 marks a deletion; `previous` is the revision
    // it replaced. A replaced row stays until compaction, for the log and for reads at an older revision.
    database.exec(`
      CREATE TABLE history (
        revision INTEGER PRIMARY KEY,
        key BLOB NOT NULL,
        value BLOB,
        created INTEGER NOT NULL,
        previous INTEGER
      ) STRICT;
      CREATE TABLE current (key BLOB PRIMARY KEY, revision INTEGER NOT NULL) STRICT, WITHOUT ROWID;
      CREATE TABLE identity (uid TEXT NOT NULL, compacted_at INTEGER NOT NULL) STRICT;
    `);
    database.prepare('INSERT INTO identity (uid, compacted_at) VALUES (?, 0)').run(crypto.randomUUID());
  },
];

function pragma(database: DatabaseSync, name: string): number {
  const row = database.prepare(`PRAGMA ${name}`).get();
  return Number(row?.[name]);
}

/**
 * Brings a store to the present format, each step in its own transaction, so that a crash between two leaves a valid file.
 * @throws StorageError `NewerFormat` when the store knows more steps than we do, `Invalid` when the file is not a store.
 */
export function migrate(database: DatabaseSync, migrations: readonly Migration[] = MIGRATIONS): void {
  const format = pragma(database, 'user_version');
  const applicationId = pragma(database, 'application_id');
  const tables = Number(database.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.['n']);
  if (applicationId !== APPLICATION_ID && (tables > 0 || format > 0 || applicationId !== 0)) {
    throw new StorageError(
      'Invalid',
      `${database.location()} is a database of another program; choose another directory`,
    );
  }
  if (format > migrations.length) {
    throw new StorageError(
      'NewerFormat',
      `the store ${database.location()} was written by a newer Slipway (format ${format}, this one knows ${migrations.length}); use that version or a newer one`,
    );
  }
  for (let next = format; next < migrations.length; next += 1) {
    database.exec('BEGIN IMMEDIATE');
    try {
      migrations[next]?.(database);
      database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${next + 1}; COMMIT`);
    } catch (error) {
      if (database.isTransaction) {
        database.exec('ROLLBACK');
      }
      throw error;
    }
  }
}
