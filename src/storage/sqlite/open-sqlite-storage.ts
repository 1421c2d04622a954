import { Worker } from 'node:worker_threads';
import type { Storage } from '../storage.ts';
import { StorageError } from '../storage-error.ts';
import { SqliteStorage } from './sqlite-storage.ts';
import type { StoreDatabaseOptions } from './store-database.ts';
import type { WorkerMessage } from './worker-message.ts';

export interface SqliteStorageOptions {
  /** Belongs to the store alone; made (0700) when missing. */
  readonly directory: string;
  /** The worker's entry file; a bundle passes the file its bundler made of `worker.ts`. */
  readonly worker?: URL;
  /** `none` leaves syncing to the kernel. It exists to show that the power-cut test notices: never a choice for data. */
  readonly durability?: StoreDatabaseOptions['durability'];
}

/**
 * Opens or creates a store in a directory. Acknowledged writes survive `kill -9` and a power cut.
 * @throws StorageError `Locked` when somebody holds it (naming the pid), `NewerFormat`, `Invalid` or `Damaged`.
 */
export function openSqliteStorage(options: SqliteStorageOptions): Promise<Storage> {
  const { directory, durability = 'power-cut', worker: entry = new URL('./worker.ts', import.meta.url) } = options;
  return new Promise((resolve, reject) => {
    // The thread needs none of the flags this process was started with, and some would keep it from starting.
    const worker = new Worker(entry, {
      workerData: { directory, durability } satisfies StoreDatabaseOptions,
      execArgv: [],
    });
    const fail = (error: Error): void => {
      reject(new StorageError('Damaged', `the storage's thread failed: ${error.message}`, { cause: error }));
    };
    const end = (code: number): void => fail(new Error(`it ended with code ${code} before it opened the store`));
    worker.once('error', fail);
    worker.once('exit', end);
    worker.once('message', (message: WorkerMessage) => {
      worker.off('error', fail);
      worker.off('exit', end);
      if (message.type === 'opened') {
        resolve(new SqliteStorage(worker, message.uid));
      } else if (message.type === 'failed') {
        worker.once('exit', () => reject(new StorageError(message.reason, message.message)));
      }
    });
  });
}
