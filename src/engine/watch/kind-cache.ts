import type { KubeObject } from '#api/meta/kube-object.ts';

/** Comes after everything that a name may hold. */
const last = '\uffff';

/** One change of one object of a kind. */
export interface Change {
  readonly revision: number;
  readonly path: string;
  /** Undefined when the object is gone. */
  readonly object: KubeObject | undefined;
  readonly previous: KubeObject | undefined;
}

/** The current objects of one kind and its newest changes. */
export class KindCache {
  readonly #window: number;
  readonly #objects = new Map<string, KubeObject>();
  readonly #listeners = new Set<() => void>();
  #paths: string[] | undefined;
  #changes: Change[] = [];
  /** Sequence number of the first change kept. */
  #first = 0;
  /** Changes with a revision up to this one are not kept. */
  #forgotten: number;

  constructor(window: number, revision: number) {
    this.#window = window;
    this.#forgotten = revision;
  }

  get(path: string): KubeObject | undefined {
    return this.#objects.get(path);
  }

  /** Paths with a prefix that come after another one, in order. */
  paths(prefix: string, after = ''): readonly string[] {
    this.#paths ??= [...this.#objects.keys()].sort();
    const start = lowerBound(this.#paths, after < prefix ? prefix : `${after}\0`);
    const end = lowerBound(this.#paths, `${prefix}${last}`);
    return this.#paths.slice(start, end);
  }

  /** Puts an object that was there when the cache was loaded. */
  load(path: string, object: KubeObject): void {
    this.#objects.set(path, object);
    this.#paths = undefined;
  }

  apply(change: Change): void {
    if (change.object) {
      if (!this.#objects.has(change.path)) this.#paths = undefined;
      this.#objects.set(change.path, change.object);
    } else if (this.#objects.delete(change.path)) {
      this.#paths = undefined;
    }
    this.#changes.push(change);
    if (this.#changes.length >= this.#window * 2) {
      const dropped = this.#changes.splice(0, this.#changes.length - this.#window);
      this.#first += dropped.length;
      this.#forgotten = dropped.at(-1)?.revision ?? this.#forgotten;
    }
  }

  /** The sequence number that the next change will have. */
  get end(): number {
    return this.#first + this.#changes.length;
  }

  /** The sequence number of the first change after a revision; undefined when some of them are not kept any more. */
  after(revision: number): number | undefined {
    if (revision < this.#forgotten) return undefined;
    let index = this.#changes.length;
    while (index > 0 && (this.#changes[index - 1]?.revision ?? 0) > revision) index--;
    return this.#first + index;
  }

  /** The changes from a sequence number on; undefined when some of them are not kept any more. */
  since(sequence: number): readonly Change[] | undefined {
    return sequence < this.#first ? undefined : this.#changes.slice(sequence - this.#first);
  }

  /** Calls back after commits that concern the kind, and now and then after others; returns the way to stop. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  wake(): void {
    for (const listener of this.#listeners) listener();
  }
}

function lowerBound(sorted: readonly string[], value: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? '') < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
