import type { Feed } from '#capabilities/feed.ts';
import type { Incarnation } from './incarnation.ts';

/** A feed of the world as one incarnation hears it. */
export function scheduleFeed<T>(feed: Feed<T>, incarnation: Incarnation, label: string): Feed<T> {
  incarnation.onCrash(() => feed.close());
  return {
    next: () =>
      new Promise((resolve, reject) => {
        feed.next().then(
          (items) => incarnation.deliver(`${label} ${items.length}`, () => resolve(items)),
          (error: unknown) => incarnation.deliver(`${label} failed`, () => reject(error)),
        );
      }),
    close: () => feed.close(),
  };
}
