import type { StoredEntry } from '../storage.ts';
import type { StorageErrorReason } from '../storage-error.ts';
import type { PackedEntries, PackedLog } from './packed-entries.ts';
import type { RangeRequest, Write, WriteOutcome } from './store-database.ts';

/** What the main thread asks of the worker. */
export type Call =
  | ({ readonly type: 'write' } & Write)
  | { readonly type: 'get'; readonly key: string }
  | ({ readonly type: 'range' } & RangeRequest)
  | { readonly type: 'revision' }
  | { readonly type: 'log'; readonly after: number; readonly limit: number }
  | { readonly type: 'compact'; readonly revision: number }
  | { readonly type: 'close' };

export interface Request {
  readonly id: number;
  readonly call: Call;
}

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

export interface Reply {
  readonly id: number;
  readonly answer: Answer;
}

/** What the worker says: first whether it could open the store, then replies. All writes in one message are one commit. */
export type WorkerMessage =
  | { readonly type: 'opened'; readonly uid: string }
  | { readonly type: 'failed'; readonly reason: StorageErrorReason; readonly message: string }
  | { readonly type: 'replies'; readonly replies: readonly Reply[] };
