import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { StorageError } from '../storage-error.ts';

/** The files of one store; SQLite keeps its write-ahead log beside the database. */
export class StoreFiles {
  readonly directory: string;
  readonly database: string;
  readonly #holder: string;
  /** Stands while a store that was damaged is being replaced: without it a manager would take the new, empty one. */
  readonly #unfinished: string;

  constructor(directory: string) {
    this.directory = resolve(directory);
    this.database = join(this.directory, 'store.db');
    this.#holder = join(this.directory, 'store.pid');
    this.#unfinished = join(this.directory, 'store.restoring');
  }

  /**
   * Makes the directory (0700) and the database file (0600), durably, and takes away wider permissions they may have.
   * @throws StorageError `Invalid` when there can be no store in this place.
   */
  prepare(): void {
    try {
      this.#makeDirectory();
      this.#makeDatabase();
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      const message = `no store can be made in ${this.directory}: ${detail}; choose another directory`;
      throw new StorageError('Invalid', message, { cause: error });
    }
  }

  /** Notes that this process holds the store. A hint for messages only: the lock is SQLite's, and the kernel ends it with the process. */
  noteHolder(): void {
    writeFileSync(this.#holder, `${process.pid}\n`, { mode: 0o600 });
  }

  forgetHolder(): void {
    rmSync(this.#holder, { force: true });
  }

  /** Who holds the store, as words for an error message. */
  holder(): string {
    let noted = Number.NaN;
    try {
      noted = Number.parseInt(readFileSync(this.#holder, 'utf8'), 10);
    } catch {
      // The holder has the lock but has not written its note yet.
    }
    if (noted === process.pid) {
      return `this process itself (pid ${noted})`;
    }
    return isAlive(noted) ? `the process with pid ${noted}` : 'another process that is just starting';
  }

  /** @throws StorageError `Damaged` when a restore into this directory was interrupted. */
  refuseUnfinished(): void {
    if (existsSync(this.#unfinished)) {
      throw new StorageError('Damaged', `the restore of the store in ${this.directory} was interrupted`);
    }
  }

  /** Keeps the files of a damaged store under another name, and lets nobody but a restore open what comes instead. */
  setAside(name: string): void {
    writeFileSync(this.#unfinished, '', { mode: 0o600 });
    syncDirectory(this.directory);
    // The log first: a log beside a database that is not its own would be played into it.
    for (const suffix of ['-wal', '']) {
      if (existsSync(`${this.database}${suffix}`)) {
        renameSync(`${this.database}${suffix}`, join(this.directory, `${name}${suffix}`));
      }
    }
    syncDirectory(this.directory);
  }

  /** The store in this directory is whole again. */
  finishRestore(): void {
    rmSync(this.#unfinished, { force: true });
    syncDirectory(this.directory);
  }

  #makeDirectory(): void {
    const firstMade = mkdirSync(this.directory, { recursive: true, mode: 0o700 });
    if (firstMade !== undefined) {
      syncParents(this.directory, dirname(firstMade));
    }
    chmodSync(this.directory, 0o700);
  }

  #makeDatabase(): void {
    try {
      // Only ever opened when it does not exist: a process that closes any descriptor of a file drops all locks
      // it holds on that file, those of SQLite included.
      closeSync(openSync(this.database, 'wx', 0o600));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw error;
      }
      chmodSync(this.database, 0o600);
    }
  }
}

function syncParents(directory: string, last: string): void {
  for (let parent = dirname(directory); parent.length >= last.length; parent = dirname(parent)) {
    syncDirectory(parent);
    if (parent === dirname(parent)) {
      return;
    }
  }
}

function syncDirectory(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) {
    return false;
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
