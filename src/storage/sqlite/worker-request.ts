import type { RangeRequest, Write } from './store-database.ts';

/** What the main thread asks of the worker. */
export type Call =
  | ({ readonly type: 'write' } & Write)
  | { readonly type: 'get'; readonly key: string }
  | ({ readonly type: 'range' } & RangeRequest)
  | { readonly type: 'revision' }
  | { readonly type: 'log'; readonly after: number; readonly limit: number }
  | { readonly type: 'compact'; readonly revision: number }
  | { readonly type: 'close' };

/** A call with the number that its reply will bear. */
export interface WorkerRequest {
  readonly id: number;
  readonly call: Call;
}
