import type { ClusterRecord } from './cluster-history.ts';
import type { Hold } from './hold-history.ts';
import type { Shortfall } from './stage.ts';
import type { StoryLine } from './story.ts';

/** What came of one run of a scenario: plain JSON. Milliseconds since the beginning. */
export interface ScenarioRun {
  readonly seed: number;
  /** When all was as it stays. */
  readonly duration: number;
  /** Since the last event; absent where it never was as declared. */
  readonly converged?: number;
  readonly clusters: readonly ClusterRecord[];
  /** By `world verb resource`. */
  readonly effects: readonly { readonly effect: string; readonly different: number; readonly asked: number }[];
  readonly faults: readonly { readonly fault: string; readonly count: number }[];
  readonly machines: readonly { readonly at: number; readonly count: number }[];
  readonly machinesMade: number;
  readonly evictions: number;
  readonly managers: number;
  readonly holds: readonly Hold[];
  readonly shortfalls: readonly Shortfall[];
  readonly story: readonly StoryLine[];
  /** SHA-256 over what managers asked for and when. */
  readonly trace: string;
}
