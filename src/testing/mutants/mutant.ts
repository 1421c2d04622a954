import type { Composition } from '#simulation/composition.ts';

/** A bug that somebody could have made, seeded into a manager. */
export interface Mutant {
  /** What went wrong in its author's head. */
  readonly name: string;
  readonly mutate: (composition: Composition) => Composition;
}
