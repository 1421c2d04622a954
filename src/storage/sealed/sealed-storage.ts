import { ForwardingStorage } from '../forwarding-storage.ts';
import type { RangeOptions } from '../range-options.ts';
import type { LogEntry, PutRequest, RangeResult, Storage, StoredEntry, WriteResult } from '../storage.ts';
import type { Sealer } from './sealer.ts';

/**
 * A storage in which the values that a sealer covers are kept sealed: whoever reads through it sees clear ones, whoever
 * reads what is below it (its files, a backup) does not. Nothing is awaited but the storage itself.
 */
export class SealedStorage extends ForwardingStorage {
  readonly #sealer: Sealer;

  constructor(inner: Storage, sealer: Sealer) {
    super(inner);
    this.#sealer = sealer;
  }

  override async get(key: string): Promise<StoredEntry | undefined> {
    return this.#openedOrNone(await super.get(key));
  }

  override async range(prefix: string, options?: RangeOptions): Promise<RangeResult> {
    const { entries, revision } = await super.range(prefix, options);
    return { entries: entries.map((entry) => this.#opened(entry)), revision };
  }

  override async put(request: PutRequest): Promise<WriteResult> {
    const { key, value } = request;
    if (!this.#sealer.covers(key)) return super.put(request);
    return this.#openedResult(await super.put({ ...request, value: this.#sealer.seal(key, value) }));
  }

  override async delete(key: string, expected: number): Promise<WriteResult> {
    return this.#openedResult(await super.delete(key, expected));
  }

  override async log(after: number, limit: number): Promise<readonly LogEntry[]> {
    return (await super.log(after, limit)).map((change) => this.#openedChange(change));
  }

  override onCommit(listener: (changes: readonly LogEntry[]) => void): () => void {
    return super.onCommit((changes) => listener(changes.map((change) => this.#openedChange(change))));
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
