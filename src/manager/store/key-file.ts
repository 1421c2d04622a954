import { stat } from 'node:fs/promises';
import { readFileIfPresent } from '#platform/files/read-file-if-present.ts';
import { writeFileAtomically } from '#platform/files/write-file-atomically.ts';
import { keyRing, type KeyRing } from '#storage/encryption/key-ring.ts';
import { StorageError } from '#storage/storage-error.ts';

/** The keys of a store in a file of their own (0600). */
export const keyFile = {
  /** Undefined where there is none. */
  async read(path: string): Promise<KeyRing | undefined> {
    const text = await readFileIfPresent(path);
    if (text === undefined) return undefined;
    const ring = keyRing.parse(text);
    if (!ring) throw new StorageError('WrongKey', `${path} is no key file of a store; put back your copy of it`);
    return ring;
  },

  /** As `read`, of the file that is in use: nobody but its owner may be able to read it. */
  async readOwn(path: string): Promise<KeyRing | undefined> {
    const ring = await keyFile.read(path);
    if (ring && ((await stat(path)).mode & 0o077) !== 0) {
      const message = `others may read ${path}, the key of every Secret in the store: chmod 600 '${path}', and slipway server rotate-key if one may have`;
      throw new StorageError('WrongKey', message);
    }
    return ring;
  },

  write: (path: string, ring: KeyRing) => writeFileAtomically(path, keyRing.format(ring)),
};
