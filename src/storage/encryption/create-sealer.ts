import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Sealer } from '../sealed/sealer.ts';
import { StorageError } from '../storage-error.ts';
import { type SealedParts, sealedForm } from './sealed-form.ts';
import type { StoreKey } from './store-key.ts';

const algorithm = 'aes-256-gcm';

export interface SealerOptions {
  /** Values under these prefixes are sealed. */
  readonly prefixes: readonly string[];
  /** Seals with the first, opens with any. */
  readonly keys: readonly [StoreKey, ...StoreKey[]];
  /** The file the keys are from, for messages. */
  readonly file: string;
}

/** What the values of one store are sealed with. */
export interface StoreSealer extends Sealer {
  /**
   * A stored value, clear or sealed with any of the keys, as it is when sealed with the first.
   * @throws StorageError as {@link Sealer.open} does.
   */
  resealed(key: string, value: Uint8Array): Uint8Array;
}

/** Seals with AES-256-GCM. The key of the storage is authenticated with the value, so that one value cannot stand in for another. */
export function createSealer({ file, keys, prefixes }: SealerOptions): StoreSealer {
  const byId = new Map(keys.map((key) => [key.id, key.key]));
  const [{ id, key: current }] = keys;
  const bound = (key: string) => Buffer.from(`${sealedForm.format} ${key}`);
  const covers = (key: string) => prefixes.some((prefix) => key.startsWith(prefix));
  const seal = (key: string, value: Uint8Array): Uint8Array => {
    const nonce = randomBytes(sealedForm.nonceBytes);
    const cipher = createCipheriv(algorithm, current, nonce).setAAD(bound(key));
    const text = Buffer.concat([cipher.update(value), cipher.final()]);
    return sealedForm.join({ id, nonce, text, tag: cipher.getAuthTag() });
  };
  const unsealed = (key: string, parts: SealedParts): Uint8Array => {
    const found = byId.get(parts.id);
    if (!found) {
      const message = `the value of ${key} is encrypted with the key ${parts.id}, which is not in ${file}; put back your copy of that file`;
      throw new StorageError('WrongKey', message);
    }
    try {
      const decipher = createDecipheriv(algorithm, found, parts.nonce).setAAD(bound(key)).setAuthTag(parts.tag);
      return new Uint8Array(Buffer.concat([decipher.update(parts.text), decipher.final()]));
    } catch (error) {
      throw new StorageError('Damaged', `the value of ${key} was altered, or is that of another key`, { cause: error });
    }
  };
  return {
    covers,
    seal,
    open(key, value) {
      const parts = sealedForm.split(value);
      if (!parts) throw new StorageError('Damaged', `the value of ${key} is not encrypted although all like it are`);
      return unsealed(key, parts);
    },
    resealed(key, value) {
      if (!covers(key)) return value;
      const parts = sealedForm.split(value);
      const clear = parts ? unsealed(key, parts) : value;
      return parts?.id === id ? value : seal(key, clear);
    },
  };
}
