import type { StorePlace } from './store-place.ts';

/** A backup that was written and read again whole. */
export interface StoreBackup {
  /** When it was begun, RFC 3339. */
  readonly time: string;
  readonly objects: number;
  readonly bytes: number;
}

/** A store that was put back. */
export interface RestoredStore {
  /** Of the backup it came from, RFC 3339. */
  readonly time: string;
  /** Where the files of a damaged store were kept. */
  readonly kept: string | undefined;
}

/** The store of this machine as one file, and back, and its keys. Rejects with a sentence that says what is wrong. */
export interface StoreCare {
  /** Writes the lines that a manager gives; without them reads the store itself, which nobody else may hold then. */
  backup(request: {
    readonly lines: AsyncIterable<string> | undefined;
    readonly place: StorePlace;
    readonly file: string;
  }): Promise<StoreBackup>;
  /** Makes the store what a backup says; refuses while somebody holds it. */
  restore(request: {
    readonly place: StorePlace;
    readonly file: string;
    /** A copy of the key file that was beside the store when it was backed up; absent: the store's own. */
    readonly key: string | undefined;
    /** Also in the place of a store of another installation. */
    readonly force: boolean;
  }): Promise<RestoredStore>;
  /** Encrypts the store with a new key and forgets the former one; the ids of both. Refuses while somebody holds it. */
  rotateKey(place: StorePlace): Promise<{ readonly former: string; readonly current: string }>;
}
