import { firstCluster } from '#simulation/testing/first-cluster.ts';
import { liveFirstCluster } from '#simulation/testing/live-first-cluster.ts';
import type { Mutant } from './mutant.ts';

/**
 * Lives a mutant may live before it counts as not caught: without a fault, and with a manager that dies at a bad moment.
 * In the first one pods run on a worker that goes, which depends on who joins first: the seed was looked for.
 */
const lives = [
  { seed: 5, safetyNets: false, faults: [] },
  { seed: 2, safetyNets: true, faults: [{ effect: 12, fault: 'lost-reply' }] },
  { seed: 3, safetyNets: false, faults: [{ effect: 20, fault: 'crash', when: 'executed' }] },
] as const;

/** What is found out of a mutant, in one line; undefined where nothing is. */
export async function catchMutant({ mutate }: Mutant): Promise<string | undefined> {
  for (const { safetyNets, ...run } of lives) {
    const cluster = firstCluster({ safetyNets });
    try {
      await liveFirstCluster({ ...cluster, composition: mutate(cluster.composition) }, run);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      return text.replaceAll(/\s+/g, ' ').slice(0, 160);
    }
  }
  return undefined;
}
