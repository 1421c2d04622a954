import type { SeedRun } from './seed-run.ts';

/** The seeds of one plan, shared by those who compute it side by side. */
export interface SeedShare {
  /** A seed that nobody has taken yet; undefined when all are taken. */
  take(): number | undefined;
  /** From now on there is none to take. */
  end(): void;
  /** What came of the seeds that others took. Those of one who failed are missing. */
  others(): Promise<ReadonlyMap<number, SeedRun>>;
}

/** The seeds of somebody who computes a plan alone. */
export function aloneWith(count: number): SeedShare {
  let next = 1;
  return {
    take: () => (next > count ? undefined : next++),
    end: () => {
      next = count + 1;
    },
    others: async () => new Map(),
  };
}
