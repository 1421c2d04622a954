import type { SimulatedCluster } from '../simulated-cluster.ts';
import type { Stage } from './stage.ts';

/** The workload cluster of a Cluster of this name; undefined before it serves. */
export function clusterNamed({ world }: Pick<Stage, 'world'>, name: string): SimulatedCluster | undefined {
  const { cloud, hosts } = world.truth;
  const machines = [...cloud.machines.values()].filter(({ tags }) => tags.owner.cluster === name);
  return machines.map(({ providerId }) => hosts.homeOf(providerId)).find((home) => home !== undefined);
}
