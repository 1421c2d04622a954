import { Cluster } from '#api/cluster/index.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import type { Wish } from '../oracle/oracle.ts';

interface Pool {
  /** What the Cluster says. */
  readonly declared: number;
  /** What is wanted, which scaling changes. */
  readonly wanted: number;
}

/** What people want of one cluster. */
interface Wanted {
  readonly controlPlanes: number;
  readonly pools: ReadonlyMap<string, Pool>;
  readonly deleted: boolean;
}

/** What people want of clusters: what they declared last, never what a manager wrote. */
export class Wishes {
  readonly #wanted = new Map<string, Wanted>();

  /** Clusters that were ever declared, `namespace/name`. */
  get clusters(): readonly string[] {
    return [...this.#wanted.keys()];
  }

  /** Reads what is declared; to be called after every act of people. */
  async read(objects: ObjectApi): Promise<void> {
    const present = new Set<string>();
    for (const cluster of (await objects.list(Cluster)).items) {
      const key = `${cluster.metadata.namespace}/${cluster.metadata.name}`;
      present.add(key);
      this.#wanted.set(key, this.#read(cluster, this.#wanted.get(key)));
    }
    for (const [key, wanted] of this.#wanted) {
      if (!present.has(key)) {
        this.#wanted.set(key, { ...wanted, deleted: true });
      }
    }
  }

  /** Somebody scaled a pool, which its Cluster knows nothing of. */
  scaled(key: string, pool: string, replicas: number): void {
    const wanted = this.#wanted.get(key);
    if (wanted !== undefined) {
      const declared = wanted.pools.get(pool)?.declared ?? replicas;
      this.#wanted.set(key, {
        ...wanted,
        pools: new Map([...wanted.pools, [pool, { declared, wanted: replicas }]]),
      });
    }
  }

  of(key: string): Wish | undefined {
    const wanted = this.#wanted.get(key);
    if (wanted === undefined) {
      return undefined;
    }
    const workers = [...wanted.pools.values()].reduce((sum, pool) => sum + pool.wanted, 0);
    return wanted.deleted ? 'deleted' : { workers };
  }

  /** Machines that are wanted of a cluster, control planes included. */
  machines(key: string): number {
    const wish = this.of(key);
    return wish === undefined || wish === 'deleted' ? 0 : wish.workers + (this.#wanted.get(key)?.controlPlanes ?? 0);
  }

  #read({ metadata, spec }: Cluster, before: Wanted | undefined): Wanted {
    const pools = (spec.pools ?? []).map(({ name, replicas }): readonly [string, Pool] => {
      const known = before?.pools.get(name);
      return [name, known?.declared === replicas ? known : { declared: replicas, wanted: replicas }];
    });
    return {
      controlPlanes: spec.controlPlane.replicas,
      pools: new Map(pools),
      deleted: metadata.deletionTimestamp !== undefined,
    };
  }
}
