import { storeKey } from './store-key.ts';

/** No JSON begins with it: what is sealed and what is clear are never taken for one another. */
const mark = 0;
const format = 1;
const nonceBytes = 12;
const tagBytes = 16;
const nonceAt = 2 + storeKey.idBytes;
const textAt = nonceAt + nonceBytes;

/** A sealed value in its parts. */
export interface SealedParts {
  /** Of the key it was sealed with. */
  readonly id: string;
  readonly nonce: Uint8Array;
  readonly text: Uint8Array;
  readonly tag: Uint8Array;
}

/** How a sealed value is stored: mark, format, id of the key, nonce, text, tag. */
export const sealedForm = {
  format,
  nonceBytes,

  join({ id, nonce, text, tag }: SealedParts): Uint8Array {
    return Buffer.concat([Uint8Array.of(mark, format), Buffer.from(id, 'hex'), nonce, text, tag]);
  },

  /** Undefined for a clear value. */
  split(value: Uint8Array): SealedParts | undefined {
    const textEnd = value.byteLength - tagBytes;
    if (value[0] !== mark || value[1] !== format || textEnd < textAt) return undefined;
    return {
      id: Buffer.from(value.subarray(2, nonceAt)).toString('hex'),
      nonce: value.subarray(nonceAt, textAt),
      text: value.subarray(textAt, textEnd),
      tag: value.subarray(textEnd),
    };
  },
};
