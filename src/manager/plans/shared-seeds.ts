import { planRuns } from '#simulation/plan/plan-runs.ts';
import type { SeedRun } from '#simulation/plan/seed-run.ts';
import type { SeedShare } from '#simulation/plan/seed-share.ts';
import type { PlanMessage } from './plan-message.ts';

/** What one thread tells the other of a seed. */
export interface TakenSeed {
  readonly seed: number;
  readonly run: SeedRun;
}

/** The seeds of a plan that two threads compute. The first is the maker's: the plan shows the objects of that run. */
export function sharedSeeds({ port, role, seeds }: NonNullable<PlanMessage['question']['shared']>): SeedShare {
  const counter = new Int32Array(seeds);
  let own = role === 'maker' ? 1 : undefined;
  const found = new Map<number, SeedRun>();
  const taken = new Set<number>();
  const closed = Promise.withResolvers<void>();
  let look: () => void = () => undefined;
  port.on('message', ({ run, seed }: TakenSeed) => {
    found.set(seed, run);
    look();
  });
  port.on('close', () => closed.resolve());
  return {
    take() {
      const seed = own ?? Atomics.add(counter, 0, 1) + 2;
      own = undefined;
      if (seed > planRuns) return undefined;
      taken.add(seed);
      return seed;
    },
    end: () => void Atomics.store(counter, 0, planRuns),
    async others() {
      const whole = new Promise<void>((resolve) => {
        look = () => (taken.size + found.size >= planRuns ? resolve() : undefined);
        look();
      });
      await Promise.race([whole, closed.promise]);
      port.close();
      return found;
    },
  };
}
