import assert from 'node:assert/strict';
import type { Storage, StoredEntry } from '../storage.ts';

/** Makes empty storages for the suite; `dispose` is called after each case, whether the storage was closed or not. */
export interface StorageUnderTest {
  /** Names the implementation in the test names. */
  readonly name: string;
  open(): Promise<{ readonly storage: Storage; dispose(): Promise<void> }>;
}

/** One promise of the contract, tried on a fresh storage. */
export interface StorageCase {
  readonly name: string;
  run(storage: Storage): Promise<void>;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export function bytes(text: string): Uint8Array {
  return encoder.encode(text);
}

/** An entry in one line: `key=value created/version`. */
export function line(entry: StoredEntry | undefined): string {
  return entry === undefined
    ? 'nothing'
    : `${entry.key}=${decoder.decode(entry.value)} ${entry.created}/${entry.version}`;
}

/** Puts a value whatever is there and returns the revision. */
export async function write(storage: Storage, key: string, text: string): Promise<number> {
  const expected = (await storage.get(key))?.version ?? 0;
  const result = await storage.put({ key, value: bytes(text), expected });
  assert.ok(result.ok, `nobody else writes ${key}`);
  return result.revision;
}

/** Deletes what is there and returns the revision. */
export async function remove(storage: Storage, key: string): Promise<number> {
  const result = await storage.delete(key, (await storage.get(key))?.version ?? 0);
  assert.ok(result.ok, `${key} exists`);
  return result.revision;
}
