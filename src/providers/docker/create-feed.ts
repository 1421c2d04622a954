import type { Feed } from '#capabilities/feed.ts';

export interface FeedSource<T> {
  readonly feed: Feed<T>;
  push(item: T): void;
  /** Ends the feed once everything pushed was taken. */
  end(): void;
}

/** A feed that is written to; `onClose` is called once, when the reader closes it. */
export function createFeed<T>(onClose: () => void): FeedSource<T> {
  let items: T[] = [];
  let ended = false;
  let closed = false;
  let wake: (() => void) | undefined;
  const notify = (): void => {
    wake?.();
    wake = undefined;
  };
  return {
    push: (item) => {
      if (ended) return;
      items.push(item);
      notify();
    },
    end: () => {
      ended = true;
      notify();
    },
    feed: {
      next: async () => {
        while (items.length === 0 && !ended) {
          const waiting = Promise.withResolvers<void>();
          wake = waiting.resolve;
          await waiting.promise;
        }
        const taken = items;
        items = [];
        return taken;
      },
      close: () => {
        if (closed) return;
        closed = true;
        ended = true;
        items = [];
        notify();
        onClose();
      },
    },
  };
}
