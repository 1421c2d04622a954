/** Runs work of the same key one after the other; different keys run side by side. */
export type Serialize = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/** Two creates of one owner, sent again while the first still runs, must not see each other half done. */
export function createSerializer(): Serialize {
  const tails = new Map<string, Promise<void>>();
  return async (key, work) => {
    const before = tails.get(key) ?? Promise.resolve();
    const { promise: finished, resolve: finish } = Promise.withResolvers<void>();
    tails.set(key, finished);
    await before;
    try {
      return await work();
    } finally {
      finish();
      if (tails.get(key) === finished) tails.delete(key);
    }
  };
}
