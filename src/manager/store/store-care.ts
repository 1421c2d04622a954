import type { StoreCare } from '#capabilities/store-care.ts';
import { CliError } from '#cli/cli-error.ts';
import { StorageError } from '#storage/storage-error.ts';

/** What a storage refuses is no mistake of the program: its sentence says what to do. */
async function told<R>(work: () => Promise<R>): Promise<R> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof StorageError ? new CliError(error.message) : error;
  }
}

/** Loads what it needs when it is asked: most commands touch no store. */
export const storeCare: StoreCare = {
  backup: (request) => told(async () => (await import('./back-up-store.ts')).backUpStore(request)),
  restore: (request) => told(async () => (await import('./restore-store.ts')).restoreStore(request)),
  rotateKey: (place) => told(async () => (await import('./rotate-key.ts')).rotateKey(place)),
};
