import type { DatabaseSync } from 'node:sqlite';

/** One step from a format to the next, run inside a transaction. */
export type Migration = (database: DatabaseSync) => void;

/**
 * The steps from an empty file to the present format; the format number is how many of them a file has seen.
 * Steps are only ever added: stores of every released format exist.
 */
export const migrations: readonly Migration[] = [
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
  // Values may be encrypted from here on. Nothing of the tables changes; what could not read them is to refuse the store.
  () => undefined,
];
