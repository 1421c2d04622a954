import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { Compacted, type LogEntry, type RangeResult, type StoredEntry } from '../storage.ts';
import { StorageError } from '../storage-error.ts';
import { changeFromRow } from './change-from-row.ts';
import { checkFormat } from './check-format.ts';
import { entryFromRow, type Row } from './entry-from-row.ts';
import { keyFromBytes, keyToBytes } from './key-bytes.ts';
import { type KeyRange, keyRange } from './key-range.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations.ts';
import { storeFailure } from './store-failure.ts';
import { StoreFiles } from './store-files.ts';

/** A put, or a deletion when `value` is undefined. */
export interface Write {
  readonly key: string;
  readonly value: Uint8Array | undefined;
  readonly expected: number;
}

/** What became of a write: the revision it got and the entry it replaced, or the entry that was in its way. */
export type WriteOutcome =
  | {
      readonly ok: true;
      readonly revision: number;
      readonly created: number;
      readonly previous: StoredEntry | undefined;
    }
  | { readonly ok: false; readonly current: StoredEntry | undefined };

export interface RangeRequest {
  readonly prefix: string;
  readonly after: string | undefined;
  readonly limit: number | undefined;
  readonly revision: number | undefined;
}

export interface StoreDatabaseOptions {
  /** Belongs to the store alone; made when missing. */
  readonly directory: string;
  /** `none` leaves syncing to the kernel. It exists to show that the power-cut test notices: never a choice for data. */
  readonly durability: 'power-cut' | 'none';
  /** The file may not grow beyond so many pages of 4 KiB; without it only the disk is the limit. */
  readonly mostPages?: number;
  /** Opens a store although its restore was interrupted, to restore it. */
  readonly restoring?: boolean;
}

/** What takes the place of everything in a store. */
export interface Replacement {
  readonly uid: string;
  /** The revision of the store from then on; everything up to it counts as compacted. */
  readonly revision: number;
  readonly entries: Iterable<StoredEntry>;
}

const NO_LIMIT = -1;

const ENTRY_OF_KEY = `SELECT h.value, h.created, h.revision FROM current c CROSS JOIN history h ON h.revision = c.revision WHERE c.key = ?`;
const ENTRIES = `SELECT c.key, h.value, h.created, h.revision FROM current c CROSS JOIN history h ON h.revision = c.revision
  WHERE c.key >= ? AND c.key < ? ORDER BY c.key LIMIT ?`;
// A key's first change after a revision names what was there at that revision. SQLite takes `previous` from the row of MIN().
const CHANGED_SINCE = `SELECT f.key, p.value, p.created, p.revision
  FROM (SELECT key, previous, MIN(revision) FROM history WHERE revision > ? AND key >= ? AND key < ? GROUP BY key) f
  LEFT JOIN history p ON p.revision = f.previous ORDER BY f.key`;
const LOG = `SELECT h.revision, h.key, h.value, h.created, p.value, p.created, p.revision
  FROM history h LEFT JOIN history p ON p.revision = h.previous WHERE h.revision > ? ORDER BY h.revision LIMIT ?`;
// The rows that a forgotten change replaced, and forgotten deletions: nothing in the remaining log refers to them.
const FORGET_REPLACED = `DELETE FROM history WHERE revision IN
  (SELECT previous FROM history WHERE revision > ? AND revision <= ? AND previous IS NOT NULL)`;
const FORGET_DELETIONS = `DELETE FROM history WHERE revision > ? AND revision <= ? AND created = 0`;

/** The store's file, synchronously: what the worker thread runs. One instance holds the store; a second opener is refused. */
export class StoreDatabase {
  readonly #files: StoreFiles;
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #uid: string;
  #revision: number;
  #compactedAt: number;
  #damage: StorageError | undefined;

  /**
   * Opens or creates a store. SQLite's exclusive locking mode is the lock against a second opener: a lock of the kernel on
   * the file, which ends with the process however that ends, so nothing stale can block.
   * @throws StorageError `Locked`, `NewerFormat`, `Invalid` or `Damaged`.
   */
  constructor(options: StoreDatabaseOptions) {
    this.#files = new StoreFiles(options.directory);
    if (options.restoring !== true) {
      this.#files.refuseUnfinished();
    }
    this.#files.prepare();
    this.#database = new DatabaseSync(this.#files.database, { open: false, timeout: 0 });
    try {
      this.#database.open();
      this.#database.exec('PRAGMA locking_mode = EXCLUSIVE');
      // Looked at before anything is written: a file that is not ours stays as it is.
      checkFormat(this.#database, migrations.length);
      this.#database.exec(
        `PRAGMA journal_mode = WAL; PRAGMA synchronous = ${options.durability === 'none' ? 'OFF' : 'FULL'}`,
      );
      this.#database.exec('PRAGMA cache_size = -16000; PRAGMA journal_size_limit = 67108864');
      migrate(this.#database);
      if (options.mostPages !== undefined) {
        this.#database.exec(`PRAGMA max_page_count = ${options.mostPages}`);
      }
      const identity = this.#all('SELECT uid, compacted_at FROM identity')[0] ?? [];
      if (typeof identity[0] !== 'string') {
        throw new Error('it has no uid');
      }
      this.#uid = identity[0];
      this.#compactedAt = Number(identity[1]);
      this.#revision = this.#storedRevision();
    } catch (error) {
      if (this.#database.isOpen) {
        this.#database.close();
      }
      throw storeFailure(error, this.#files);
    }
    this.#files.noteHolder();
  }

  get uid(): string {
    return this.#uid;
  }

  /** The newest committed revision. */
  get revision(): number {
    return this.#revision;
  }

  /** Log entries up to this revision are forgotten. */
  get compactedAt(): number {
    return this.#compactedAt;
  }

  get(key: string): StoredEntry | undefined {
    return this.#guard(() => this.#find(keyToBytes(key), key));
  }

  /** Commits all writes that fit, in order, in one transaction; returns when they survive a power cut. */
  write(writes: readonly Write[]): readonly WriteOutcome[] {
    return this.#guard(() => {
      let revision = this.#revision;
      const outcomes = this.#transaction(() =>
        writes.map((write) => {
          const outcome = this.#writeOne(write, revision + 1);
          revision += outcome.ok ? 1 : 0;
          return outcome;
        }),
      );
      this.#revision = revision;
      return outcomes;
    });
  }

  range(request: RangeRequest): RangeResult {
    return this.#guard(() => {
      const revision = request.revision ?? this.#revision;
      this.#checkWritten(revision);
      if (revision < this.#compactedAt) {
        throw new Compacted(this.#compactedAt);
      }
      const limit = request.limit ?? NO_LIMIT;
      const keys = keyRange(request.prefix, request.after);
      if (revision === this.#revision) {
        return { entries: this.#all(ENTRIES, keys.from, keys.end, limit).map(entryFromRow), revision };
      }
      return { entries: this.#olderEntries(revision, keys, limit), revision };
    });
  }

  log(after: number, limit: number): readonly LogEntry[] {
    return this.#guard(() => {
      if (after < this.#compactedAt) {
        throw new Compacted(this.#compactedAt);
      }
      return this.#all(LOG, after, limit).map(changeFromRow);
    });
  }

  compact(revision: number): void {
    this.#guard(() => {
      this.#checkWritten(revision);
      if (revision <= this.#compactedAt) {
        return;
      }
      this.#transaction(() => {
        this.#run(FORGET_REPLACED, this.#compactedAt, revision);
        this.#run(FORGET_DELETIONS, this.#compactedAt, revision);
        this.#run('UPDATE identity SET compacted_at = ?', revision);
      });
      this.#compactedAt = revision;
    });
  }

  /**
   * Replaces everything in one transaction. What the entries throw while they are read undoes it.
   * @throws StorageError what the entries threw, or `Full`, `Damaged`.
   */
  replace({ entries, revision, uid }: Replacement): void {
    this.#guard(() => {
      this.#transaction(() => {
        this.#run('DELETE FROM current');
        this.#run('DELETE FROM history');
        for (const { created, key, value, version } of entries) {
          const bytes = keyToBytes(key);
          this.#run(
            'INSERT INTO history (revision, key, value, created) VALUES (?, ?, ?, ?)',
            version,
            bytes,
            value,
            created,
          );
          this.#run('INSERT INTO current (key, revision) VALUES (?, ?)', bytes, version);
        }
        this.#run('UPDATE identity SET uid = ?, compacted_at = ?', uid, revision);
      });
      this.#uid = uid;
      this.#compactedAt = revision;
      this.#revision = this.#storedRevision();
    });
  }

  /**
   * Puts other bytes in the place of values, replaced and deleted ones too, in one transaction; revisions stay. What
   * `convert` throws undoes it. What was there before may remain in the files until {@link scrub}.
   */
  rewrite(convert: (key: string, value: Uint8Array) => Uint8Array): void {
    this.#guard(() => {
      this.#transaction(() => {
        // Their numbers first: a table is not to be changed while it is read.
        for (const [revision] of this.#all('SELECT revision FROM history WHERE value IS NOT NULL')) {
          const [row = []] = this.#all('SELECT key, value FROM history WHERE revision = ?', Number(revision));
          const value = row[1] as Uint8Array;
          const other = convert(keyFromBytes(row[0] as Uint8Array), value);
          if (other !== value) this.#run('UPDATE history SET value = ? WHERE revision = ?', other, Number(revision));
        }
      });
    });
  }

  /** Writes the file anew, so that nothing is left in it, or in its log, of what was replaced or forgotten. */
  scrub(): void {
    this.#guard(() => {
      this.#database.exec('VACUUM');
      this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    });
  }

  /** @throws StorageError `Damaged` when the file or what is in it contradicts itself. Reads everything. */
  check(): void {
    this.#guard(() => {
      const report = JSON.stringify(this.#all('PRAGMA integrity_check').flat());
      const strays = this.#count(`SELECT count(*) FROM current c LEFT JOIN history h ON h.revision = c.revision
        WHERE h.revision IS NULL OR h.key <> c.key OR h.created = 0`);
      const logged = this.#count('SELECT count(*) FROM history WHERE revision > ?', this.#compactedAt);
      const gaps = this.#revision - this.#compactedAt - logged;
      if (report !== '["ok"]' || strays !== 0 || gaps !== 0) {
        throw new Error(`integrity check: ${report}; ${strays} keys without a value, ${gaps} revisions missing`);
      }
    });
  }

  close(): void {
    this.#files.forgetHolder();
    this.#database.close();
  }

  #writeOne(write: Write, revision: number): WriteOutcome {
    const key = keyToBytes(write.key);
    const previous = this.#find(key, write.key);
    const isDeletion = write.value === undefined;
    if ((previous?.version ?? 0) !== write.expected || (isDeletion && previous === undefined)) {
      return { ok: false, current: previous };
    }
    const created = previous?.created ?? revision;
    this.#run(
      'INSERT INTO history (revision, key, value, created, previous) VALUES (?, ?, ?, ?, ?)',
      revision,
      key,
      write.value ?? null,
      isDeletion ? 0 : created,
      previous?.version ?? null,
    );
    if (isDeletion) {
      this.#run('DELETE FROM current WHERE key = ?', key);
    } else if (previous === undefined) {
      this.#run('INSERT INTO current (key, revision) VALUES (?, ?)', key, revision);
    } else {
      this.#run('UPDATE current SET revision = ? WHERE key = ?', revision, key);
    }
    return { ok: true, revision, created, previous };
  }

  #find(key: Uint8Array, name: string): StoredEntry | undefined {
    const row = this.#all(ENTRY_OF_KEY, key)[0];
    return row && { key: name, value: row[0] as Uint8Array, created: Number(row[1]), version: Number(row[2]) };
  }

  #olderEntries(revision: number, keys: KeyRange, limit: number): readonly StoredEntry[] {
    const { from, end } = keys;
    const changed = this.#all(CHANGED_SINCE, revision, from, end);
    const changedKeys = new Set(changed.map((row) => keyFromBytes(row[0] as Uint8Array)));
    // At most the changed keys drop out of what is current, so this many rows are enough for a page.
    const rows = this.#all(ENTRIES, from, end, limit === NO_LIMIT ? NO_LIMIT : limit + changed.length);
    const unchanged = rows.map(entryFromRow).filter((entry) => !changedKeys.has(entry.key));
    const older = changed.filter((row) => row[3] !== null).map(entryFromRow);
    const all = [...unchanged, ...older].sort((left, right) => (left.key < right.key ? -1 : 1));
    return limit === NO_LIMIT ? all : all.slice(0, limit);
  }

  // The newest row is never forgotten unless it is a forgotten deletion, and then the compaction point is not below it.
  #storedRevision(): number {
    return Math.max(this.#count('SELECT max(revision) FROM history'), this.#compactedAt);
  }

  #checkWritten(revision: number): void {
    if (revision > this.#revision) {
      throw new StorageError('Invalid', `revision ${revision} was never written; the newest is ${this.#revision}`);
    }
  }

  #transaction<T>(body: () => T): T {
    this.#run('BEGIN IMMEDIATE');
    try {
      const result = body();
      this.#run('COMMIT');
      return result;
    } catch (error) {
      if (this.#database.isTransaction) {
        this.#run('ROLLBACK');
      }
      throw error;
    }
  }

  /** Any failure of SQLite but a full disk leaves us not knowing what is stored: after that nothing more is answered. */
  #guard<T>(body: () => T): T {
    if (this.#damage !== undefined) {
      throw this.#damage;
    }
    try {
      return body();
    } catch (error) {
      if (error instanceof StorageError || error instanceof Compacted) {
        throw error;
      }
      const failure = storeFailure(error, this.#files);
      if (failure.reason === 'Damaged') {
        this.#damage = failure;
      }
      throw failure;
    }
  }

  #all(sql: string, ...parameters: SQLInputValue[]): readonly Row[] {
    return this.#prepare(sql).all(...parameters) as unknown as readonly Row[];
  }

  #count(sql: string, ...parameters: SQLInputValue[]): number {
    return Number(this.#all(sql, ...parameters)[0]?.[0] ?? 0);
  }

  #run(sql: string, ...parameters: SQLInputValue[]): void {
    this.#prepare(sql).run(...parameters);
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      statement.setReturnArrays(true);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}
