import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { Clock } from '#capabilities/clock.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import type { Pki } from '#capabilities/pki.ts';
import type { WorkloadClusters } from '#capabilities/workload-clusters.ts';
import type { JournalEntry } from '#domain/host/journal-entry.ts';
import type { ManagerOptions } from '#runtime/manager-options.ts';
import type { ConnectedProvider } from '#runtime/pass.ts';

/** Where a snapshot is read from: capabilities, of which only what reads is called. */
export interface SnapshotSource {
  readonly objects: ObjectApi;
  readonly kinds: readonly Kind[];
  readonly installation: string;
  readonly epoch: number;
  readonly clock: Clock;
  readonly pki: Pki;
  /** Connects to a Provider; the caller of the snapshot closes nothing. */
  connect(provider: KubeObject): ConnectedProvider;
  readonly workloads: WorkloadClusters;
  readonly connections: ManagerOptions['connections']['of'];
  /** Lets others have their turn, where this has taken a while: a snapshot of a large cluster is much work. */
  breathe(): Promise<void>;
  /** What the manager heard of a machine's journal so far. */
  heard(machineUid: string): readonly JournalEntry[];
}
