import type { PlannedExposure } from '#domain/plan/plan-document.ts';
import { quorum } from '#domain/etcd/quorum.ts';
import type { World } from '../world.ts';
import type { SimulatedCluster } from '../simulated-cluster.ts';

interface Seen {
  readonly cluster: string;
  readonly before: number;
  least: number;
  after: number;
}

/** Counts the API servers, and with stacked etcd its members, of the clusters that stood at the beginning. */
export class Exposures {
  readonly #world: World;
  readonly #seen = new Map<SimulatedCluster, Seen>();

  constructor(world: World) {
    this.#world = world;
    for (const cluster of world.truth.hosts.clusters) {
      const [owner] = [...cluster.members].map((id) => world.truth.cloud.machines.get(id)?.tags.owner);
      if (owner !== undefined) {
        const count = this.#running(cluster);
        this.#seen.set(cluster, {
          cluster: `${owner.namespace}/${owner.cluster}`,
          before: count,
          least: count,
          after: count,
        });
      }
    }
  }

  look(): void {
    for (const [cluster, seen] of this.#seen) {
      seen.after = this.#running(cluster);
      seen.least = Math.min(seen.least, seen.after);
    }
  }

  all(): readonly Omit<PlannedExposure, 'says'>[] {
    return [...this.#seen.values()].map(({ after, before, cluster, least }) => ({
      cluster,
      apiServers: { before, least, after },
      etcd: { before, least, quorum: quorum(before) },
    }));
  }

  #running({ members }: SimulatedCluster): number {
    const { machines } = this.#world.truth.cloud;
    return [...members].filter((id) => machines.get(id)?.facts.state === 'running').length;
  }
}
