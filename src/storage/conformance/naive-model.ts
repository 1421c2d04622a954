import type { StoredEntry } from '../storage.ts';

/** A key's state at a revision, written the most obvious way: the whole state is kept for every revision. */
export class NaiveModel {
  // Index is the revision; nothing is ever forgotten here.
  readonly #states: (readonly StoredEntry[])[] = [[]];

  get revision(): number {
    return this.#states.length - 1;
  }

  find(key: string): StoredEntry | undefined {
    return this.range('', this.revision).find((entry) => entry.key === key);
  }

  range(prefix: string, revision: number): readonly StoredEntry[] {
    return (this.#states[revision] ?? []).filter((entry) => entry.key.startsWith(prefix));
  }

  /** Writes, or deletes when `value` is undefined, if `expected` is the key's version. Returns whether it did. */
  write(key: string, value: Uint8Array | undefined, expected: number): boolean {
    const present = this.find(key);
    if ((present?.version ?? 0) !== expected || (value === undefined && present === undefined)) {
      return false;
    }
    const version = this.revision + 1;
    const others = this.range('', this.revision).filter((entry) => entry.key !== key);
    const written = value === undefined ? [] : [{ key, value, created: present?.created ?? version, version }];
    this.#states.push([...others, ...written].sort((left, right) => (left.key < right.key ? -1 : 1)));
    return true;
  }

  /** The keys that differ between two neighbouring revisions: exactly one. */
  changedAt(revision: number): { readonly before: StoredEntry | undefined; readonly after: StoredEntry | undefined } {
    const before = this.range('', revision - 1);
    const after = this.range('', revision);
    const written = after.find((entry) => entry.version === revision);
    const key = written?.key ?? before.find((entry) => !after.includes(entry))?.key;
    return { before: before.find((entry) => entry.key === key), after: written };
  }
}
