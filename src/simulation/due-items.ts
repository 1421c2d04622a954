interface Entry<T> {
  readonly item: T;
  removed: boolean;
}

/** Items by the time at which they are due: those that are can be taken in any order, the others only when time has come. */
export class DueItems<T extends { readonly at: number }> {
  /** A binary heap: no entry is earlier than the one at half its index. */
  readonly #later: Entry<T>[] = [];
  readonly #due: Entry<T>[] = [];

  /** The result removes the item and says whether it was still there. */
  add(item: T): () => boolean {
    const entry: Entry<T> = { item, removed: false };
    this.#push(entry);
    return () => {
      const held = !entry.removed;
      entry.removed = true;
      return held;
    };
  }

  /** The time of the earliest item that is not due yet; undefined when there is none. */
  get earliest(): number | undefined {
    while (this.#later[0]?.removed === true) {
      this.#pop();
    }
    return this.#later[0]?.item.at;
  }

  /** Takes one of the items that are due at `now`: the one of so many that `choose` says. */
  take(now: number, choose: (count: number) => number): T | undefined {
    while ((this.#later[0]?.item.at ?? Number.POSITIVE_INFINITY) <= now) {
      const entry = this.#pop();
      if (entry !== undefined && !entry.removed) {
        this.#due.push(entry);
      }
    }
    while (this.#due.length > 0) {
      const index = choose(this.#due.length);
      const entry = this.#due[index];
      const last = this.#due.pop();
      if (last !== undefined && last !== entry) {
        this.#due[index] = last;
      }
      if (entry !== undefined && !entry.removed) {
        entry.removed = true;
        return entry.item;
      }
    }
    return undefined;
  }

  /** Removes and gives all items that match. */
  removeAll(matches: (item: T) => boolean): readonly T[] {
    const found = this.#entries().filter(({ item }) => matches(item));
    for (const entry of found) {
      entry.removed = true;
    }
    return found.map(({ item }) => item);
  }

  all(): readonly T[] {
    return this.#entries().map(({ item }) => item);
  }

  #entries(): readonly Entry<T>[] {
    return [...this.#due, ...this.#later].filter(({ removed }) => !removed);
  }

  #push(entry: Entry<T>): void {
    const heap = this.#later;
    let index = heap.length;
    heap.push(entry);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || above.item.at <= entry.item.at) {
        break;
      }
      heap[index] = above;
      index = parent;
    }
    heap[index] = entry;
  }

  #pop(): Entry<T> | undefined {
    const heap = this.#later;
    const first = heap[0];
    const last = heap.pop();
    if (last !== undefined && heap.length > 0) {
      this.#sink(last);
    }
    return first;
  }

  /** Puts an entry at the top and lets it sink to its place. */
  #sink(entry: Entry<T>): void {
    const heap = this.#later;
    let index = 0;
    for (;;) {
      const left = heap[2 * index + 1];
      const right = heap[2 * index + 2];
      const takesRight = left !== undefined && right !== undefined && right.item.at < left.item.at;
      const child = takesRight ? right : left;
      if (child === undefined || child.item.at >= entry.item.at) {
        break;
      }
      heap[index] = child;
      index = 2 * index + (takesRight ? 2 : 1);
    }
    heap[index] = entry;
  }
}
