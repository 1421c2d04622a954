import { sha256 } from '#base/sha256.ts';
import type { Randomness } from '#capabilities/randomness.ts';

/** A stream of random values that is the same for the same seed; streams of different names have nothing to do with each other. */
export interface SeededRandomness extends Randomness {
  /** An integer from 0 up to, not including, `limit`. */
  below(limit: number): number;
  chance(probability: number): boolean;
  /** A stream of its own for one actor. */
  split(name: string): SeededRandomness;
}

/** The generator sfc32, begun with a digest of the seed. */
export function createSeededRandomness(seed: string): SeededRandomness {
  const digest = sha256(seed);
  let [a = 0, b = 0, c = 0, counter = 1] = [0, 8, 16, 24].map(
    (offset) => Number.parseInt(digest.slice(offset, offset + 8), 16) | 0,
  );
  const next = (): number => {
    const result = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + result) | 0;
    return (result >>> 0) / 2 ** 32;
  };
  const bytes = (count: number): Uint8Array => Uint8Array.from({ length: count }, () => Math.floor(next() * 256));
  return {
    fraction: next,
    below: (limit) => Math.floor(next() * limit),
    chance: (probability) => next() < probability,
    bytes,
    uuid: () => uuidOf(bytes(16)),
    split: (name) => createSeededRandomness(`${seed}/${name}`),
  };
}

function uuidOf(bytes: Uint8Array): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
