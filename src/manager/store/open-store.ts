import { NotedStorage } from '#storage/noted-storage.ts';
import { SealedStorage } from '#storage/sealed/sealed-storage.ts';
import { openSqliteStorage } from '#storage/sqlite/open-sqlite-storage.ts';
import type { Storage } from '#storage/storage.ts';
import { StorageError } from '#storage/storage-error.ts';
import { holdStore } from './hold-store.ts';
import { keyFile } from './key-file.ts';
import { secretSealer } from './secret-sealer.ts';
import { settleStore } from './settle-store.ts';
import type { StorePlace } from '#capabilities/store-place.ts';

/** A store on two levels. */
export interface OpenStore {
  /** What everybody reads and writes. */
  readonly storage: NotedStorage;
  /** What is in the files, Secrets encrypted: what backups are made of. */
  readonly sealed: Storage;
}

/**
 * Opens the store of a manager, encrypting first what is not yet as its key file says.
 * @throws StorageError as `settleStore` and `openSqliteStorage` do.
 */
export async function openStore(place: StorePlace, worker?: URL): Promise<OpenStore> {
  const { directory, keys: file } = place;
  if ((await keyFile.readOwn(file))?.settled !== true) await holdStore(directory, (store) => settleStore(store, place));
  const sealed = await openSqliteStorage({ directory, ...(worker && { worker }) });
  try {
    // Read again now that the store is held: a rotation may have come between.
    const ring = await keyFile.readOwn(file);
    if (!ring?.settled)
      throw new StorageError('WrongKey', `${file} was changed while the store was opened; start again`);
    const storage = new NotedStorage(new SealedStorage(sealed, secretSealer({ keys: ring.keys, file })));
    return { storage, sealed };
  } catch (error) {
    await sealed.close();
    throw error;
  }
}
