import { ApiError } from '#api/meta/api-error.ts';
import { StorageError } from '#storage/storage-error.ts';

/** Awaits a write to the storage. A full disk is nobody's fault but ours, and says so to whoever asked: a later try may succeed. */
export async function orNoRoom<R>(write: Promise<R>): Promise<R> {
  try {
    return await write;
  } catch (error) {
    if (!(error instanceof StorageError) || error.reason !== 'Full') throw error;
    throw new ApiError('ServiceUnavailable', `nothing can be stored: ${error.message}`);
  }
}
