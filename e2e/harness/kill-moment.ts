import type { SeededRandomness } from '#simulation/seeded-randomness.ts';

export type Stage = 'create' | 'scale' | 'delete';

/** When the manager is killed: relative to its effects, which come in about the same order on any machine. */
export interface KillMoment {
  readonly stage: Stage;
  /** At the first line about an effect at which this many different ones have been asked for in the stage. */
  readonly effects: number;
  /** Then this much later: somewhere within the effect, the next one, or a pass between two. */
  readonly delayMilliseconds: number;
}

/** Fewer effects than every stage has, so that each moment comes. */
const mostEffects = { create: 18, scale: 14, delete: 8 } as const;
const longestDelay = 120;

/** As many random moments of one stage, in the order in which they come. */
export function killMoments(random: SeededRandomness, stage: Stage, count: number): readonly KillMoment[] {
  return Array.from({ length: count }, () => ({
    stage,
    effects: 1 + random.below(mostEffects[stage]),
    delayMilliseconds: random.below(longestDelay),
  })).toSorted((a, b) => a.effects - b.effects);
}
