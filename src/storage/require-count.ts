import { StorageError } from './storage-error.ts';

/** @throws StorageError `Invalid` unless `value` counts something: a whole number from 0 that a double holds exactly. */
export function requireCount(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new StorageError('Invalid', `${name} is ${value}; it must be a whole number from 0`);
  }
}
