import { type StoreKey, storeKey } from './store-key.ts';

/** The keys of one store, as its key file has them. */
export interface KeyRing {
  /** What is written is sealed with the first one; the others are of values that are still to be sealed again. */
  readonly keys: readonly [StoreKey, ...StoreKey[]];
  /** Whether every value of the store is sealed with the first key, and nothing older is left in its files. */
  readonly settled: boolean;
}

interface Written {
  readonly slipway?: unknown;
  readonly format?: unknown;
  readonly settled?: unknown;
  readonly keys?: unknown;
}

function parse(text: string): Written {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

export const keyRing = {
  /** Of a store that is to be sealed from now on. */
  create(): KeyRing {
    return { keys: [storeKey.create()], settled: false };
  },

  /** With a new key for what is written from now on. */
  rotated({ keys }: KeyRing): KeyRing {
    return { keys: [storeKey.create(), ...keys], settled: false };
  },

  /** Once nothing needs the other keys. */
  settled({ keys: [first] }: KeyRing): KeyRing {
    return { keys: [first], settled: true };
  },

  /** Undefined for what is no key file. */
  parse(text: string): KeyRing | undefined {
    const { format, keys: written, settled, slipway } = parse(text);
    if (slipway !== 'store-keys' || format !== 1 || typeof settled !== 'boolean' || !Array.isArray(written))
      return undefined;
    const [first, ...others] = written.map((key) => storeKey.of(Buffer.from(String(key), 'base64')));
    const whole = others.filter((key) => key !== undefined);
    return first && whole.length === others.length ? { keys: [first, ...whole], settled } : undefined;
  },

  format({ keys, settled }: KeyRing): string {
    const written = keys.map(({ key }) => key.toString('base64'));
    return `${JSON.stringify({ slipway: 'store-keys', format: 1, settled, keys: written })}\n`;
  },
};
