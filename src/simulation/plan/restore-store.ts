import { apiVersion } from '#api/meta/api-version.ts';
import type { Kind } from '#api/meta/kind.ts';
import { storedForm } from '#engine/stored-form.ts';
import type { Storage } from '#storage/storage.ts';
import type { WorldSnapshot } from './world-snapshot.ts';

/** Puts the objects of a snapshot into an empty storage, as they are: uids, owners and field managers are kept. */
export function restoreStore(storage: Storage, kinds: readonly Kind[], { objects }: WorldSnapshot): void {
  const known = new Map(kinds.map((kind) => [`${apiVersion(kind)} ${kind.kind}`, kind]));
  for (const object of objects) {
    const kind = known.get(`${object.apiVersion} ${object.kind}`);
    if (kind !== undefined) {
      void storage.put({ ...storedForm(kind, object), expected: 0 });
    }
  }
}
