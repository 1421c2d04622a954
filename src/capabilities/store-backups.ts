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

/** The store of this machine as one file, and back. Rejects with a sentence that says what is wrong. */
export interface StoreBackups {
  /** Writes the lines that a manager gives; without them reads the store itself, which nobody else may hold then. */
  write(request: {
    readonly lines: AsyncIterable<string> | undefined;
    readonly store: string;
    readonly file: string;
  }): Promise<StoreBackup>;
  /** Makes the store what a backup says; refuses while somebody holds it. `force`: also one of another installation. */
  restore(request: { readonly store: string; readonly file: string; readonly force: boolean }): Promise<RestoredStore>;
}
