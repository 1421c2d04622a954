import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { StorageError } from '../storage-error.ts';

/** The files of one store; SQLite keeps its write-ahead log beside the database. */
export class StoreFiles {
  readonly directory: string;
  readonly database: string;
  readonly #holder: string;

  constructor(directory: string) {
    this.directory = resolve(directory);
    this.database = join(this.directory, 'store.db');
    this.#holder = join(this.directory, 'store.pid');
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
    const descriptor = openSync(parent, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    if (parent === dirname(parent)) {
      return;
    }
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
