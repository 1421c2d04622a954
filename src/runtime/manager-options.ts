import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { Clock } from '#capabilities/clock.ts';
import type { Effect } from '#capabilities/effect.ts';
import type { Fence } from '#capabilities/fence.ts';
import type { Metrics } from '#capabilities/metrics.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import type { Pki } from '#capabilities/pki.ts';
import type { Randomness } from '#capabilities/randomness.ts';
import type { Tasks } from '#capabilities/tasks.ts';
import type { Timers } from '#capabilities/timers.ts';
import type { WorkloadClusters, WorkloadConnection } from '#capabilities/workload-clusters.ts';
import type { Controller } from './controller.ts';
import type { Invariant } from './invariant.ts';
import type { PassReport } from './pass-report.ts';
import type { ConnectedProvider, StoreReader } from './pass.ts';

export interface ClusterKey {
  readonly namespace: string;
  readonly name: string;
}

/** What may be done to an object's world: everything, looking only, or not even that. */
export type Management = 'Manage' | 'Observe' | 'Paused';

/** One effect on its way: asked is the last moment before the call, done and failed the first after its reply. */
export interface EffectReport {
  readonly phase: 'asked' | 'done' | 'failed';
  readonly effect: Effect;
  readonly controller: string;
  /** `namespace/name` of the object whose pass it is. */
  readonly key: string;
}

/** Why an effect is not admitted: a reason of the catalogue, and a sentence that says what to do. */
export interface NotAdmitted {
  readonly reason: string;
  readonly message: string;
}

/** While a Plan is being applied only its effects are admitted; after a restore none are until somebody accepts it. */
export interface Admission {
  /** Undefined to admit. */
  judge(effect: Effect): NotAdmitted | undefined;
  /** Calls back when something refused before may be admitted now. */
  onChange(listener: () => void): () => void;
}

/** Everything a manager is made of. Two managers share nothing but what both are given here. */
export interface ManagerOptions {
  readonly objects: ObjectApi;
  /** The storage's own uid. */
  readonly installation: string;
  /** Higher with every manager that ran on this storage. */
  readonly epoch: number;
  readonly controllers: readonly Controller[];
  /** The kind whose objects name providers, and how one is reached. Called once per uid and generation; closed by the runtime. */
  readonly providers: { readonly kind: Kind; connect(provider: KubeObject): ConnectedProvider };
  readonly workloads: WorkloadClusters;
  /** How a workload cluster is reached, read from cached objects of `kinds`; undefined while it is not known. */
  readonly connections: {
    readonly kinds: readonly Kind[];
    of(cluster: ClusterKey, store: StoreReader): WorkloadConnection | undefined;
  };
  /** What may be done in the world of an object, read from the object itself and cached objects of `kinds`. */
  readonly management: { readonly kinds: readonly Kind[]; of(object: KubeObject, store: StoreReader): Management };
  /**
   * What `management` and `connections` look at of the objects of their kinds: a change of nothing else wakes those who
   * asked. Absent: all of it.
   */
  readonly looksAt?: (object: KubeObject) => unknown;
  /** The Cluster an object belongs to or is. */
  readonly clusterOf: (object: KubeObject) => ClusterKey | undefined;
  readonly tasks: Tasks;
  readonly pki: Pki;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly randomness: Randomness;
  readonly invariants?: readonly Invariant[];
  readonly admission?: Admission;
  /** Asked before every effect on the world outside the store; absent where no other manager can be. */
  readonly fence?: Fence;
  readonly metrics?: Metrics;
  /** The Event kind; without it no events are written. */
  readonly events?: Kind;
  /** False: no wait ends by its `atMost` and nothing is looked at again without a cause. True when absent. */
  readonly safetyNets?: boolean;
  /** Passes at a time; 16 when absent. */
  readonly concurrency?: number;
  readonly onEffect?: (report: EffectReport) => void;
  /** Called when a pass begins to do something and when it is over. */
  readonly onPass?: (report: PassReport) => void;
  /** Failures outside any pass: a watch that broke, a journal that could not be read. */
  readonly onProblem?: (problem: { readonly where: string; readonly error: unknown }) => void;
}
