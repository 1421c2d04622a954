import type { RangeOptions } from './range-options.ts';
import type { LogEntry, PutRequest, RangeResult, Storage, StoredEntry, WriteResult } from './storage.ts';

/** A storage that is another one: what stands before a storage states only what it does otherwise. */
export class ForwardingStorage implements Storage {
  readonly #inner: Storage;

  constructor(inner: Storage) {
    this.#inner = inner;
  }

  get uid(): string {
    return this.#inner.uid;
  }

  get(key: string): Promise<StoredEntry | undefined> {
    return this.#inner.get(key);
  }

  range(prefix: string, options?: RangeOptions): Promise<RangeResult> {
    return this.#inner.range(prefix, options);
  }

  put(request: PutRequest): Promise<WriteResult> {
    return this.#inner.put(request);
  }

  delete(key: string, expected: number): Promise<WriteResult> {
    return this.#inner.delete(key, expected);
  }

  revision(): Promise<number> {
    return this.#inner.revision();
  }

  log(after: number, limit: number): Promise<readonly LogEntry[]> {
    return this.#inner.log(after, limit);
  }

  onCommit(listener: (changes: readonly LogEntry[]) => void): () => void {
    return this.#inner.onCommit(listener);
  }

  compact(revision: number): Promise<void> {
    return this.#inner.compact(revision);
  }

  close(): Promise<void> {
    return this.#inner.close();
  }
}
