/** Makes values unreadable for whoever has the files but not the key, and readable again. */
export interface Sealer {
  /** Whether values under this key of the storage are kept sealed. */
  covers(key: string): boolean;
  seal(key: string, value: Uint8Array): Uint8Array;
  /** @throws StorageError `WrongKey` without the key it was sealed with, `Damaged` for what was not sealed for this key of the storage. */
  open(key: string, value: Uint8Array): Uint8Array;
}
