import { servedKinds } from '#api/served-kinds.ts';
import { composition } from '#manager/composition/composition.ts';
import { plantSeeds } from '#manager/composition/plant-seeds.ts';
import type { FirstCluster } from './live-first-cluster.ts';

/** The manager as it is, on a simulated world. Without safety nets only what a wait names ends it. */
export function firstCluster({ safetyNets }: { readonly safetyNets: boolean }): FirstCluster {
  return { kinds: servedKinds, plantSeeds: plantSeeds.inOwnStore, composition: { ...composition, safetyNets } };
}
