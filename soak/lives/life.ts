import type { Fault } from '#simulation/fault.ts';

/** One life of the first cluster on a simulated world. */
export interface Life {
  readonly seed: number;
  readonly safetyNets: boolean;
  readonly faults: readonly Fault[];
}

/** How it came out. */
export interface LifeEnd {
  /** Effects asked for, over all managers. */
  readonly asked: number;
  /** What went wrong; undefined when nothing did. */
  readonly failure: string | undefined;
}
