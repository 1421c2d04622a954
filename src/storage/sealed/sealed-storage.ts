import type { RangeOptions } from '../range-options.ts';
import type { LogEntry, PutRequest, RangeResult, Storage, StoredEntry, WriteResult } from '../storage.ts';
import type { Sealer } from './sealer.ts';

/**
 * A storage in which the values that a sealer covers are kept sealed: whoever reads through it sees clear ones, whoever
 * reads what is below it (its files, a backup) does not. Nothing is awaited but the storage itself.
 */
export class SealedStorage implements Storage {
  readonly #inner: Storage;
  readonly #sealer: Sealer;

  constructor(inner: Storage, sealer: Sealer) {
    this.#inner = inner;
    this.#sealer = sealer;
  }

  get uid(): string {
    return this.#inner.uid;
  }

  async get(key: string): Promise<StoredEntry | undefined> {
    return this.#openedOrNone(await this.#inner.get(key));
  }

  async range(prefix: string, options?: RangeOptions): Promise<RangeResult> {
    const { entries, revision } = await this.#inner.range(prefix, options);
    return { entries: entries.map((entry) => this.#opened(entry)), revision };
  }

  async put(request: PutRequest): Promise<WriteResult> {
    const { key, value } = request;
    if (!this.#sealer.covers(key)) return this.#inner.put(request);
    return this.#openedResult(await this.#inner.put({ ...request, value: this.#sealer.seal(key, value) }));
  }

  async delete(key: string, expected: number): Promise<WriteResult> {
    return this.#openedResult(await this.#inner.delete(key, expected));
  }

  revision(): Promise<number> {
    return this.#inner.revision();
  }

  async log(after: number, limit: number): Promise<readonly LogEntry[]> {
    return (await this.#inner.log(after, limit)).map((change) => this.#openedChange(change));
  }

  onCommit(listener: (changes: readonly LogEntry[]) => void): () => void {
    return this.#inner.onCommit((changes) => listener(changes.map((change) => this.#openedChange(change))));
  }

  compact(revision: number): Promise<void> {
    return this.#inner.compact(revision);
  }

  close(): Promise<void> {
    return this.#inner.close();
  }

  #opened(entry: StoredEntry): StoredEntry {
    const { key, value } = entry;
    return this.#sealer.covers(key) ? Object.freeze({ ...entry, value: this.#sealer.open(key, value) }) : entry;
  }

  #openedOrNone(entry: StoredEntry | undefined): StoredEntry | undefined {
    return entry && this.#opened(entry);
  }

  #openedResult(result: WriteResult): WriteResult {
    return result.ok ? result : { ok: false, current: this.#openedOrNone(result.current) };
  }

  #openedChange(change: LogEntry): LogEntry {
    return change.type === 'delete'
      ? Object.freeze({ ...change, previous: this.#opened(change.previous) })
      : Object.freeze({ ...change, entry: this.#opened(change.entry), previous: this.#openedOrNone(change.previous) });
  }
}
