import type { RangeOptions } from '../range-options.ts';
import {
  Compacted,
  type LogEntry,
  type PutRequest,
  type RangeResult,
  type StoredEntry,
  type WriteResult,
} from '../storage.ts';
import { StorageError } from '../storage-error.ts';
import { SortedKeys } from './sorted-keys.ts';

/** What one write did: its answer and, when it wrote, the change it committed. */
export interface Written {
  readonly result: WriteResult;
  readonly change: LogEntry | undefined;
}

function revisionOf(change: LogEntry): number {
  return change.type === 'put' ? change.entry.version : change.revision;
}

function keyOf(change: LogEntry): string {
  return change.type === 'put' ? change.entry.key : change.key;
}

/** Keys, values and log of one memory storage. Everything is synchronous here; order and delivery are its owner's. */
export class MemoryState {
  readonly #entries = new Map<string, StoredEntry>();
  readonly #keys = new SortedKeys();
  // The changes after #compactedAt without a gap, so a revision's place is its distance from there.
  readonly #log: LogEntry[] = [];
  #compactedAt = 0;

  get revision(): number {
    return this.#compactedAt + this.#log.length;
  }

  get(key: string): StoredEntry | undefined {
    return this.#entries.get(key);
  }

  put(request: PutRequest): Written {
    const previous = this.#entries.get(request.key);
    if ((previous?.version ?? 0) !== request.expected) {
      return { result: { ok: false, current: previous }, change: undefined };
    }
    const version = this.revision + 1;
    const created = previous?.created ?? version;
    const entry: StoredEntry = Object.freeze({ key: request.key, value: request.value, created, version });
    this.#entries.set(request.key, entry);
    if (previous === undefined) {
      this.#keys.add(request.key);
    }
    const change: LogEntry = Object.freeze({ type: 'put', entry, previous });
    this.#log.push(change);
    return { result: { ok: true, revision: version, created }, change };
  }

  delete(key: string, expected: number): Written {
    const previous = this.#entries.get(key);
    if (previous === undefined || previous.version !== expected) {
      return { result: { ok: false, current: previous }, change: undefined };
    }
    const revision = this.revision + 1;
    this.#entries.delete(key);
    this.#keys.remove(key);
    const change: LogEntry = Object.freeze({ type: 'delete', revision, key, previous });
    this.#log.push(change);
    return { result: { ok: true, revision, created: previous.created }, change };
  }

  range(prefix: string, options: RangeOptions): RangeResult {
    const revision = options.revision ?? this.revision;
    this.#checkReadable(revision);
    const limit = options.limit ?? Number.POSITIVE_INFINITY;
    const first = options.after === undefined || options.after < prefix ? prefix : options.after;
    const inRange = (key: string): boolean => key.startsWith(prefix) && key !== options.after && key >= first;
    const older = this.#before(revision, inRange);
    const entries: StoredEntry[] = [];
    let next = 0;
    const takeOlder = (until: string | undefined): void => {
      for (let entry = older[next]; entry && (until === undefined || entry.key < until); entry = older[next]) {
        if (entries.length >= limit) {
          return;
        }
        entries.push(entry);
        next += 1;
      }
    };
    for (let index = this.#keys.indexFrom(first); entries.length < limit; index += 1) {
      const key = this.#keys.at(index);
      if (key === undefined || !key.startsWith(prefix)) {
        break;
      }
      const entry = this.#entries.get(key);
      if (entry === undefined || entry.version > revision || !inRange(key)) {
        continue;
      }
      takeOlder(key);
      if (entries.length < limit) {
        entries.push(entry);
      }
    }
    takeOlder(undefined);
    return { entries, revision };
  }

  log(after: number, limit: number): readonly LogEntry[] {
    if (after < this.#compactedAt) {
      throw new Compacted(this.#compactedAt);
    }
    const from = after - this.#compactedAt;
    return this.#log.slice(from, from + limit);
  }

  compact(revision: number): void {
    if (revision > this.revision) {
      throw new StorageError('Invalid', `revision ${revision} was never written; the newest is ${this.revision}`);
    }
    if (revision > this.#compactedAt) {
      this.#log.splice(0, revision - this.#compactedAt);
      this.#compactedAt = revision;
    }
  }

  #checkReadable(revision: number): void {
    if (revision > this.revision) {
      throw new StorageError('Invalid', `revision ${revision} was never written; the newest is ${this.revision}`);
    }
    if (revision < this.#compactedAt) {
      throw new Compacted(this.#compactedAt);
    }
  }

  /** The entries that were current at `revision` and were replaced or deleted since, in key order. */
  #before(revision: number, inRange: (key: string) => boolean): readonly StoredEntry[] {
    const firstChanges = new Map<string, StoredEntry | undefined>();
    for (const change of this.#log.slice(revision - this.#compactedAt)) {
      const key = keyOf(change);
      if (inRange(key) && revisionOf(change) > revision && !firstChanges.has(key)) {
        firstChanges.set(key, change.previous);
      }
    }
    const found = [...firstChanges.values()].filter((entry) => entry !== undefined);
    return found.sort((left, right) => (left.key < right.key ? -1 : 1));
  }
}
