/** Unpredictable values; a seeded stream in simulation. */
export interface Randomness {
  /** A number in [0, 1). */
  fraction(): number;
  bytes(count: number): Uint8Array;
  /** A version 4 UUID. */
  uuid(): string;
}
