import { randomBytes, randomUUID } from 'node:crypto';
import type { Randomness } from '#capabilities/randomness.ts';

/** Unpredictable values from the operating system. */
export const randomness: Randomness = {
  fraction: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
  bytes: (count) => new Uint8Array(randomBytes(count)),
  uuid: () => randomUUID(),
};
