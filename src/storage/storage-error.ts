/**
 * Why a storage refuses:
 * - `Closed`: {@link Storage.close} was called.
 * - `Damaged`: the storage cannot vouch for its state any more (failed disk, corrupt file); open it again after the cause is gone.
 * - `Full`: no room for this write; nothing of it was kept, and later writes may succeed.
 * - `Invalid`: the caller asked for something that cannot exist, such as a revision that was never written.
 * - `Locked`: another process, or another storage of this process, has the same store open.
 * - `NewerFormat`: the store was written by a newer Slipway.
 * - `WrongKey`: what is stored is encrypted with a key that is not at hand; nothing is wrong with the store itself.
 */
export type StorageErrorReason = 'Closed' | 'Damaged' | 'Full' | 'Invalid' | 'Locked' | 'NewerFormat' | 'WrongKey';

/** The one error a storage throws by itself, besides `Compacted`. */
export class StorageError extends Error {
  readonly reason: StorageErrorReason;

  constructor(reason: StorageErrorReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StorageError';
    this.reason = reason;
  }
}
