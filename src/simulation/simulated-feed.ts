import type { Feed } from '#capabilities/feed.ts';

/** A feed that a part of the world fills. `next` settles by itself; whoever hands it to a manager schedules that. */
export class SimulatedFeed<T> implements Feed<T> {
  #items: T[] = [];
  #ended = false;
  #waiting: (() => void) | undefined;
  readonly #onClose: () => void;

  constructor(onClose: () => void = () => undefined) {
    this.#onClose = onClose;
  }

  push(item: T): void {
    if (!this.#ended) {
      this.#items.push(item);
      this.#waiting?.();
    }
  }

  /** No more items come; those that are there can still be read. */
  end(): void {
    this.#ended = true;
    this.#waiting?.();
  }

  async next(): Promise<readonly T[]> {
    if (this.#items.length === 0 && !this.#ended) {
      await new Promise<void>((resolve) => {
        this.#waiting = resolve;
      });
      this.#waiting = undefined;
    }
    return this.#items.splice(0);
  }

  close(): void {
    this.#items = [];
    this.end();
    this.#onClose();
  }
}
