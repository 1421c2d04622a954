/** Runs jobs of one name one after the other, in the order they were given; jobs of different names side by side. */
export interface Lanes {
  run<T>(lane: string, job: () => Promise<T>): Promise<T>;
}

export function createLanes(): Lanes {
  const last = new Map<string, Promise<unknown>>();
  return {
    run(lane, job) {
      const before = last.get(lane) ?? Promise.resolve();
      const running = before.then(job, job);
      last.set(
        lane,
        running.catch(() => undefined),
      );
      return running;
    },
  };
}
