import { ForwardingStorage } from './forwarding-storage.ts';
import type { PutRequest, WriteResult } from './storage.ts';
import { StorageError } from './storage-error.ts';

/** A storage that remembers whether its last write found room, so that it can be told before the next one fails. */
export class NotedStorage extends ForwardingStorage {
  #full: string | undefined;

  /** Why nothing can be stored, since the last write that found no room until the next one that does; undefined otherwise. */
  get full(): string | undefined {
    return this.#full;
  }

  override put(request: PutRequest): Promise<WriteResult> {
    return this.#noted(super.put(request));
  }

  override delete(key: string, expected: number): Promise<WriteResult> {
    return this.#noted(super.delete(key, expected));
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
