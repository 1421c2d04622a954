import type { DatabaseSync } from 'node:sqlite';
import { APPLICATION_ID, checkFormat } from './check-format.ts';

/** One step from a format to the next, run inside a transaction. */
export type Migration = (database: DatabaseSync) => void;

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

/**
 * Brings a store to the present format, each step in its own transaction, so that a crash between two leaves a valid file.
 * @throws StorageError `NewerFormat` when the store knows more steps than we do, `Invalid` when the file is not a store.
 */
export function migrate(database: DatabaseSync, migrations: readonly Migration[] = MIGRATIONS): void {
  const format = checkFormat(database, migrations.length);
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
