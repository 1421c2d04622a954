import type { RangeOptions } from './range-options.ts';
import type { LogEntry, PutRequest, RangeResult, Storage, StoredEntry, WriteResult } from './storage.ts';
import { StorageError } from './storage-error.ts';

/** A storage that remembers whether its last write found room, so that it can be told before the next one fails. */
export class NotedStorage implements Storage {
  readonly #inner: Storage;
  #full: string | undefined;

  constructor(inner: Storage) {
    this.#inner = inner;
  }

  get uid(): string {
    return this.#inner.uid;
  }

  /** Why nothing can be stored, since the last write that found no room until the next one that does; undefined otherwise. */
  get full(): string | undefined {
    return this.#full;
  }

  get(key: string): Promise<StoredEntry | undefined> {
    return this.#inner.get(key);
  }

  range(prefix: string, options?: RangeOptions): Promise<RangeResult> {
    return this.#inner.range(prefix, options);
  }

  put(request: PutRequest): Promise<WriteResult> {
    return this.#noted(this.#inner.put(request));
  }

  delete(key: string, expected: number): Promise<WriteResult> {
    return this.#noted(this.#inner.delete(key, expected));
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

  async #noted(write: Promise<WriteResult>): Promise<WriteResult> {
    try {
      const result = await write;
      if (result.ok) this.#full = undefined;
      return result;
    } catch (error) {
      if (error instanceof StorageError && error.reason === 'Full') this.#full = error.message;
      throw error;
    }
  }
}
