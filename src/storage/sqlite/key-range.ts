import { keyToBytes } from './key-bytes.ts';

/** Encoded keys from `from` (inclusive) to `end` (exclusive). */
export interface KeyRange {
  readonly from: Uint8Array;
  readonly end: Uint8Array;
}

/** The keys that start with `prefix` and, when `after` is given, come after it. */
export function keyRange(prefix: string, after?: string): KeyRange {
  const start = keyToBytes(prefix);
  // The smallest key after a key is that key and a zero byte.
  const from = after === undefined || after < prefix ? start : Buffer.concat([keyToBytes(after), Buffer.alloc(1)]);
  if (start.length === 0) {
    return { from, end: Uint8Array.of(0xff) };
  }
  // No byte of an encoded key is 0xff, so the last one can always grow.
  const end = Uint8Array.from(start);
  end[end.length - 1] = (end.at(-1) as number) + 1;
  return { from, end };
}
