import type { Kind } from '#api/meta/kind.ts';
import type { Oracle } from '../oracle/oracle.ts';
import type { SeededRandomness } from '../seeded-randomness.ts';
import type { World } from '../world.ts';
import type { Afflictions } from './afflictions.ts';
import type { ClusterHistory } from './cluster-history.ts';
import type { MachineHistory } from './machine-history.ts';
import type { ObservedStory } from './observed-story.ts';
import type { ObservedStore } from './observed-store.ts';
import type { Story } from './story.ts';
import type { Wishes } from './wishes.ts';

/** Something that a run was not, though it was expected. */
export interface Shortfall {
  readonly expectation: string;
  readonly says: string;
}

/** One run of a scenario while it goes on: the world, and all that looks at it. */
export interface Stage {
  readonly world: World;
  /** Kinds that the store serves, and those that workload clusters serve. */
  readonly kinds: readonly Kind[];
  readonly workloadKinds: readonly Kind[];
  readonly store: ObservedStore;
  readonly wishes: Wishes;
  readonly oracle: Oracle;
  readonly machines: MachineHistory;
  readonly clusters: ClusterHistory;
  readonly afflictions: Afflictions;
  readonly story: Story;
  readonly observed: ObservedStory;
  readonly randomness: SeededRandomness;
  readonly shortfalls: Shortfall[];
}
