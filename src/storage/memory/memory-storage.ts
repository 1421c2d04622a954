import { CommitListeners } from '../commit-listeners.ts';
import { type RangeOptions, requireRangeOptions } from '../range-options.ts';
import { requireCount } from '../require-count.ts';
import type { LogEntry, PutRequest, RangeResult, Storage, StoredEntry, WriteResult } from '../storage.ts';
import { StorageError } from '../storage-error.ts';
import { MemoryState, type Written } from './memory-state.ts';

interface Job {
  readonly kind: 'read' | 'write';
  /** Runs the call; what it returns settles the caller once the commit it belongs to was told to the listeners. */
  run(state: MemoryState, changes: LogEntry[]): () => void;
  refuse(error: unknown): void;
}

/**
 * A Storage in memory: deterministic, without timers, settled by microtasks alone. Writes called in one turn become one
 * commit, as in a storage with group commit; its listeners are told before any caller's promise settles.
 * Values handed out are shared with the storage and must not be changed; values handed in are copied.
 */
export class MemoryStorage implements Storage {
  readonly uid: string;
  readonly #state = new MemoryState();
  readonly #listeners = new CommitListeners();
  #jobs: Job[] = [];
  #draining = false;
  #closed = false;

  /**
   * @param uid the identity of this storage, made by the caller, who owns randomness.
   * @param content what it begins with, written in this order; these values are shared, not copied.
   */
  constructor(uid: string, content: readonly { readonly key: string; readonly value: Uint8Array }[] = []) {
    this.uid = uid;
    for (const { key, value } of content) {
      this.#state.put({ key, value, expected: 0 });
    }
  }

  get(key: string): Promise<StoredEntry | undefined> {
    return this.#read((state) => state.get(key));
  }

  async range(prefix: string, options: RangeOptions = {}): Promise<RangeResult> {
    requireRangeOptions(options);
    return this.#read((state) => state.range(prefix, options));
  }

  async put(request: PutRequest): Promise<WriteResult> {
    const { key, expected } = request;
    requireCount('expected', expected);
    const value = new Uint8Array(request.value);
    return this.#write((state) => state.put({ key, value, expected }));
  }

  async delete(key: string, expected: number): Promise<WriteResult> {
    requireCount('expected', expected);
    return this.#write((state) => state.delete(key, expected));
  }

  revision(): Promise<number> {
    return this.#read((state) => state.revision);
  }

  async log(after: number, limit: number): Promise<readonly LogEntry[]> {
    requireCount('after', after);
    requireCount('limit', limit);
    return this.#read((state) => state.log(after, limit));
  }

  onCommit(listener: (changes: readonly LogEntry[]) => void): () => void {
    if (this.#closed) {
      throw closedError();
    }
    return this.#listeners.add(listener);
  }

  async compact(revision: number): Promise<void> {
    requireCount('revision', revision);
    return this.#read((state) => state.compact(revision));
  }

  async close(): Promise<void> {
    if (this.#closed) {
      return;
    }
    const drained = this.#read(() => undefined);
    this.#closed = true;
    await drained;
    this.#listeners.clear();
  }

  #read<T>(call: (state: MemoryState) => T): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#enqueue({
        kind: 'read',
        run: (state) => {
          const result = call(state);
          return () => resolve(result);
        },
        refuse: reject,
      });
    });
  }

  #write(call: (state: MemoryState) => Written): Promise<WriteResult> {
    return new Promise((resolve, reject) => {
      this.#enqueue({
        kind: 'write',
        run: (state, changes) => {
          const { result, change } = call(state);
          if (change !== undefined) {
            changes.push(change);
          }
          return () => resolve(result);
        },
        refuse: reject,
      });
    });
  }

  #enqueue(job: Job): void {
    if (this.#closed) {
      job.refuse(closedError());
      return;
    }
    this.#jobs.push(job);
    if (!this.#draining) {
      this.#draining = true;
      void Promise.resolve().then(() => this.#drain());
    }
  }

  /** Runs what was called, in order; listeners may call again, which is run after what was called before. */
  #drain(): void {
    while (this.#jobs.length > 0) {
      const jobs = this.#jobs;
      this.#jobs = [];
      let changes: LogEntry[] = [];
      let settle: (() => void)[] = [];
      const commit = (): void => {
        const committed = changes;
        const settled = settle;
        changes = [];
        settle = [];
        this.#listeners.tell(committed);
        for (const one of settled) {
          one();
        }
      };
      for (const job of jobs) {
        if (job.kind === 'read') {
          commit();
        }
        try {
          settle.push(job.run(this.#state, changes));
        } catch (error) {
          job.refuse(error);
        }
      }
      commit();
    }
    this.#draining = false;
  }
}

function closedError(): StorageError {
  return new StorageError('Closed', 'the storage is closed; open it again to use it');
}
