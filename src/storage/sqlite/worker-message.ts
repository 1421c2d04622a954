import type { StoredEntry } from '../storage.ts';
import type { StorageErrorReason } from '../storage-error.ts';
import type { PackedEntries } from './pack-entries.ts';
import type { PackedLog } from './pack-log.ts';
import type { WriteOutcome } from './store-database.ts';

/** A call's result; each kind of call has one kind of answer. */
export type Answer =
  | { readonly type: 'written'; readonly outcome: WriteOutcome }
  | { readonly type: 'entry'; readonly entry: StoredEntry | undefined }
  | { readonly type: 'range'; readonly entries: PackedEntries; readonly revision: number }
  | { readonly type: 'revision'; readonly revision: number }
  | { readonly type: 'log'; readonly log: PackedLog }
  | { readonly type: 'done' }
  | { readonly type: 'refused'; readonly reason: StorageErrorReason; readonly message: string }
  | { readonly type: 'compacted'; readonly compactedAt: number };

/** The answer to the request with the same number. */
export interface Reply {
  readonly id: number;
  readonly answer: Answer;
}

/** What the worker says: first whether it could open the store, then replies. All writes in one message are one commit. */
export type WorkerMessage =
  | { readonly type: 'opened'; readonly uid: string }
  | { readonly type: 'failed'; readonly reason: StorageErrorReason; readonly message: string }
  | { readonly type: 'replies'; readonly replies: readonly Reply[] };
