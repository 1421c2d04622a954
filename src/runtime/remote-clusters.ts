import type { Kind } from '#api/meta/kind.ts';
import type { Clock } from '#capabilities/clock.ts';
import type { Randomness } from '#capabilities/randomness.ts';
import type { Timers } from '#capabilities/timers.ts';
import type { WorkloadClusters, WorkloadConnection } from '#capabilities/workload-clusters.ts';
import type { RemoteDeclaration } from './controller.ts';
import type { CacheChange } from './object-cache.ts';
import { RemoteCluster } from './remote-cluster.ts';

/** A Cluster as its workload API is looked up. */
export interface RemoteKey {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
}

export interface RemoteClustersOptions {
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

/** One shared connection for each workload cluster, opened when somebody looks and closed when nobody does any more. */
export class RemoteClusters {
  readonly #options: RemoteClustersOptions;
  readonly #clusters = new Map<string, RemoteCluster>();

  constructor(options: RemoteClustersOptions) {
    this.#options = options;
  }

  /** The cluster as reached by this connection; a changed connection replaces the old one. Undefined without one. */
  open(cluster: RemoteKey, connection: WorkloadConnection | undefined): RemoteCluster | undefined {
    const known = this.#clusters.get(cluster.uid);
    if (connection === undefined) {
      this.close(cluster.uid);
      return undefined;
    }
    if (known?.isFor(connection) === true) {
      return known;
    }
    this.close(cluster.uid);
    const opened = new RemoteCluster({ ...this.#options, cluster, connection });
    this.#clusters.set(cluster.uid, opened);
    return opened;
  }

  close(uid: string): void {
    this.#clusters.get(uid)?.close();
    this.#clusters.delete(uid);
  }

  closeAll(): void {
    for (const uid of [...this.#clusters.keys()]) {
      this.close(uid);
    }
  }
}
