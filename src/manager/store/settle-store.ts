import { keyRing, type KeyRing } from '#storage/encryption/key-ring.ts';
import { sealedForm } from '#storage/encryption/sealed-form.ts';
import type { StoreDatabase } from '#storage/sqlite/store-database.ts';
import { StorageError } from '#storage/storage-error.ts';
import { keyFile } from './key-file.ts';
import { secretSealer } from './secret-sealer.ts';
import type { StorePlace } from '#capabilities/store-place.ts';

/** Refuses a store with sealed values: without their keys a new one would only hide that they are lost. */
function refuseSealed(store: StoreDatabase, { keys, directory }: StorePlace): void {
  store.rewrite((key, value) => {
    const parts = sealedForm.split(value);
    if (!parts) return value;
    const message =
      `the key file ${keys} is missing, and ${key} in the store ${directory} is encrypted with its key ${parts.id}; ` +
      `put your copy of it there (mode 0600). Without one: slipway server restore FILE --key COPY, with a backup whose key file you have a copy of`;
    throw new StorageError('WrongKey', message);
  });
}

/**
 * Makes a store what its key file says: every value that is to be sealed sealed with the first key, nothing else left in its
 * files, and then the other keys gone. It begins a clear store's encryption and ends a rotation. Killed anywhere it
 * leaves a store that its key file opens, and is to be done again.
 * @param store held by the caller, so that nobody else reads or changes the key file meanwhile.
 * @throws StorageError `WrongKey` without the keys of what is stored, `Full` without room to write the store anew.
 */
export async function settleStore(store: StoreDatabase, place: StorePlace): Promise<KeyRing> {
  const file = place.keys;
  const found = await keyFile.readOwn(file);
  if (found?.settled) return found;
  if (!found) refuseSealed(store, place);
  const ring = found ?? keyRing.create();
  // Before anything is sealed with it: what is encrypted with a key that was never kept is lost.
  if (!found) await keyFile.write(file, ring);
  const sealer = secretSealer({ keys: ring.keys, file });
  store.rewrite((key, value) => sealer.resealed(key, value));
  store.scrub();
  const settled = keyRing.settled(ring);
  await keyFile.write(file, settled);
  return settled;
}
