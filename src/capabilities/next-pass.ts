import type { WakeSource } from '#base/wake-source.ts';
import type { ObjectKey } from './object-api.ts';

/** When a controller looks at an object again. */
export interface NextPass {
  readonly controller: string;
  /** Milliseconds since 1970; undefined: it runs, is about to, or only when something wakes it. */
  readonly at: number | undefined;
  /** What wakes it before, as its last pass said. */
  readonly wokenBy: readonly WakeSource[];
}

/** What a manager has before it with an object of a kind (its plural), each of the kind's controllers for itself. */
export type NextPasses = (plural: string, key: ObjectKey) => readonly NextPass[];
