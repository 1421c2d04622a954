import type { PlannedChange } from '#domain/plan/planned-change.ts';
import { Restoration } from './restoration.ts';
import { runSeed, type PlanComposition } from './run-seed.ts';
import type { SeedRun } from './seed-run.ts';
import type { SeedShare } from './seed-share.ts';
import type { WorldSnapshot } from './world-snapshot.ts';

/** Helps with a plan that somebody else makes: runs seeds and tells what came of each. */
export async function helpWithPlan(
  { change, snapshot }: { readonly snapshot: WorldSnapshot; readonly change: PlannedChange },
  composition: PlanComposition,
  { share, tell }: { readonly share: SeedShare; readonly tell: (seed: number, run: SeedRun) => void },
): Promise<void> {
  const from = new Restoration(snapshot);
  for (let seed = share.take(); seed !== undefined; seed = share.take()) {
    tell(seed, await runSeed(seed, { from, change }, composition));
  }
}
