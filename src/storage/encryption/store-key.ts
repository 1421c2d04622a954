import { createHash, randomBytes } from 'node:crypto';

const bytes = 32;
const idBytes = 8;

/** A key of AES-256. Its id follows from it, so no two keys have the same one and none is mistaken for another. */
export interface StoreKey {
  readonly id: string;
  readonly key: Buffer;
}

export const storeKey = {
  idBytes,

  create(): StoreKey {
    return storeKey.of(randomBytes(bytes)) as StoreKey;
  },

  /** Undefined for what is no key of AES-256. */
  of(key: Buffer): StoreKey | undefined {
    if (key.byteLength !== bytes) return undefined;
    const id = createHash('sha256').update('slipway store key').update(key).digest().subarray(0, idBytes);
    return { id: id.toString('hex'), key };
  },
};
