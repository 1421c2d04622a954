import type { SQLInputValue } from 'node:sqlite';
import type { StoredEntry } from '../storage.ts';
import { keyFromBytes } from './key-bytes.ts';

/** A row of a statement that returns arrays. */
export type Row = readonly SQLInputValue[];

/** Reads key, value, created, version. */
export function entryFromRow(row: Row): StoredEntry {
  const [key, value, created, version] = row;
  return {
    key: keyFromBytes(key as Uint8Array),
    value: value as Uint8Array,
    created: Number(created),
    version: Number(version),
  };
}
