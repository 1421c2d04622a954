import type { WorkloadConnection } from '#capabilities/workload-clusters.ts';
import { RemoteCluster } from './remote-cluster.ts';
import type { RemoteKey, RemoteOptions } from './remote-options.ts';

/** One shared connection for each workload cluster, opened when somebody looks and closed when nobody does any more. */
export class RemoteClusters {
  readonly #options: RemoteOptions;
  readonly #clusters = new Map<string, RemoteCluster>();

  constructor(options: RemoteOptions) {
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
