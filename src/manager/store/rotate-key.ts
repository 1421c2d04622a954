import { keyRing } from '#storage/encryption/key-ring.ts';
import { holdStore } from './hold-store.ts';
import { keyFile } from './key-file.ts';
import { settleStore } from './settle-store.ts';
import type { StorePlace } from '#capabilities/store-place.ts';

/**
 * Encrypts a store with a new key and forgets the former one; the ids of both. Killed at any moment it leaves a store that
 * the key file opens; whoever opens it next goes on.
 * @throws StorageError `Locked` while somebody holds the store, `WrongKey` without its keys.
 */
export async function rotateKey(place: StorePlace): Promise<{ readonly former: string; readonly current: string }> {
  return holdStore(place.directory, async (store) => {
    const ring = await settleStore(store, place);
    await keyFile.write(place.keys, keyRing.rotated(ring));
    const { keys } = await settleStore(store, place);
    return { former: ring.keys[0].id, current: keys[0].id };
  });
}
