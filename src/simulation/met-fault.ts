import type { FaultKind } from './fault.ts';

/** A fault that happened: at which effect, and when. */
export type MetFault = FaultKind & {
  /** Id of the effect. */
  readonly id: string;
  /** Virtual milliseconds since the world began. */
  readonly at: number;
};
