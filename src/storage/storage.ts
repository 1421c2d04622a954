/** One stored value. `version` is the revision that wrote it, `created` the revision that made its key (again). */
export interface StoredEntry {
  readonly key: string;
  readonly value: Uint8Array;
  readonly created: number;
  readonly version: number;
}

/** One committed change. Deletions carry the last value. Revisions are dense within a log but one commit may hold several keys. */
export type LogEntry =
  | { readonly type: 'put'; readonly entry: StoredEntry; readonly previous: StoredEntry | undefined }
  | { readonly type: 'delete'; readonly revision: number; readonly key: string; readonly previous: StoredEntry };

export interface RangeResult {
  readonly entries: readonly StoredEntry[];
  /** The revision at which this was read: every committed change up to it is visible, none after. */
  readonly revision: number;
}

/** `expected`: the version the caller saw; 0 = the key must not exist. */
export interface PutRequest {
  readonly key: string;
  readonly value: Uint8Array;
  readonly expected: number;
}

export type WriteResult =
  | { readonly ok: true; readonly revision: number; readonly created: number }
  /** Somebody else wrote first; `current` is what is there now. */
  | { readonly ok: false; readonly current: StoredEntry | undefined };

/** Thrown by {@link Storage.log} when `after` lies before the compaction point. */
export class Compacted extends Error {
  readonly compactedAt: number;
  constructor(compactedAt: number) {
    super(`the log before revision ${compactedAt} is compacted`);
    this.name = 'Compacted';
    this.compactedAt = compactedAt;
  }
}

/**
 * Ordered keys → bytes under one revision counter. Keys sort by code unit. The first revision is 1.
 * A write is acknowledged (its promise resolves) only when it survives a power cut; readers see only committed revisions.
 * Every method rejects with the storage's own error once it is closed or damaged.
 */
export interface Storage {
  /** Identity made once when the storage was created; a copy keeps it. */
  readonly uid: string;
  get(key: string): Promise<StoredEntry | undefined>;
  /** Keys with this prefix in order, `after` (exclusive) and `limit` page through them; `revision` reads an older, uncompacted state. */
  range(
    prefix: string,
    options?: { readonly after?: string; readonly limit?: number; readonly revision?: number },
  ): Promise<RangeResult>;
  put(request: PutRequest): Promise<WriteResult>;
  delete(key: string, expected: number): Promise<WriteResult>;
  /** The newest committed revision. */
  revision(): Promise<number>;
  /** Changes with revision > `after`, oldest first, at most `limit`; rejects with {@link Compacted}. */
  log(after: number, limit: number): Promise<readonly LogEntry[]>;
  /** Called after each commit with its changes, in revision order, never concurrently; returns the way to stop. */
  onCommit(listener: (changes: readonly LogEntry[]) => void): () => void;
  /** Forget log entries with revision ≤ `revision`; the current values stay. */
  compact(revision: number): Promise<void>;
  close(): Promise<void>;
}
