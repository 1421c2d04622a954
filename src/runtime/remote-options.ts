import type { Kind } from '#api/meta/kind.ts';
import type { Clock } from '#capabilities/clock.ts';
import type { Randomness } from '#capabilities/randomness.ts';
import type { Timers } from '#capabilities/timers.ts';
import type { WorkloadClusters } from '#capabilities/workload-clusters.ts';
import type { RemoteDeclaration } from './controller.ts';
import type { CacheChange } from './object-cache.ts';

/** A Cluster as its workload API is looked up. */
export interface RemoteKey {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
}

export interface RemoteOptions {
  readonly workloads: WorkloadClusters;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly randomness: Randomness;
  readonly onChange: (
    cluster: RemoteKey,
    source: { readonly kind: Kind; readonly declaration: RemoteDeclaration },
    change: CacheChange,
  ) => void;
  /** A cache saw more, so that parked keys may run. */
  readonly onProgress: () => void;
  /** Reachable, unreachable or first filled: everybody who looked at this cluster wants to know. */
  readonly onState: (uid: string) => void;
  readonly onProblem: (problem: { readonly where: string; readonly error: unknown }) => void;
}
