import { firstCluster } from '#simulation/testing/first-cluster.ts';
import { liveFirstCluster } from '#simulation/testing/live-first-cluster.ts';
import type { Life, LifeEnd } from './life.ts';

/** Lives one life; nothing is thrown, what went wrong is in the end. */
export async function live({ safetyNets, ...run }: Life): Promise<LifeEnd> {
  try {
    const world = await liveFirstCluster(firstCluster({ safetyNets }), run);
    return { asked: world.asked, failure: undefined };
  } catch (error) {
    return { asked: 0, failure: error instanceof Error ? error.message : String(error) };
  }
}
