import type { KubeObject } from '#api/meta/kube-object.ts';
import type { PlannedExposure, PlannedStall } from '#domain/plan/plan-document.ts';

/** One effect of one run. */
export interface RunEffect {
  readonly id: string;
  readonly cluster: string;
  readonly because: ReadonlySet<string>;
  readonly after: ReadonlySet<string>;
  readonly digests: ReadonlySet<string>;
  /** Milliseconds after the start: when it was asked for first. */
  readonly begins: number;
}

/** What one simulated run of a change came to. */
export interface SeedRun {
  readonly effects: ReadonlyMap<string, RunEffect>;
  /** Objects before the change, right after it, and when all was quiet. */
  readonly before: readonly KubeObject[];
  readonly declared: readonly KubeObject[];
  readonly after: readonly KubeObject[];
  /** Until the last object was as it stays. */
  readonly duration: number;
  /** When each Machine (`namespace/name`) was Ready first, and when it was gone. */
  readonly ready: ReadonlyMap<string, number>;
  readonly gone: ReadonlyMap<string, number>;
  /** The change was not taken: nothing was run. */
  readonly refused: boolean;
  readonly stalls: readonly PlannedStall[];
  readonly waits: readonly string[];
  readonly exposure: readonly Omit<PlannedExposure, 'says'>[];
}
