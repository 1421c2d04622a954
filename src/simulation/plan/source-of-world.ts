import type { Kind } from '#api/meta/kind.ts';
import type { ManagerOptions } from '#runtime/manager-options.ts';
import { createCloudDriver } from '../cloud-driver.ts';
import type { World } from '../world.ts';
import type { Caller } from '../incarnation.ts';
import { createSeededRandomness } from '../seeded-randomness.ts';
import { createSimulatedPki } from '../simulated-pki.ts';
import { createSimulatedWorkloads } from '../simulated-workloads.ts';
import type { SnapshotSource } from './snapshot-source.ts';

/** Nobody's life hangs on these calls: they are answered at once. */
const atOnce: Caller = {
  call: async (_, execute) => await execute(),
  deliver: (_, run) => run(),
  onCrash: () => undefined,
  arrivesTwice: () => false,
};

/** A simulated world as a snapshot is read from it; read it with {@link World.act}. */
export function sourceOfWorld(
  { clock, installation, objects, truth: { cloud, hosts } }: World,
  {
    connections,
    kinds,
  }: { readonly connections: ManagerOptions['connections']['of']; readonly kinds: readonly Kind[] },
): SnapshotSource {
  const { model } = cloud;
  return {
    objects,
    kinds,
    installation,
    epoch: 1,
    clock,
    pki: createSimulatedPki(createSeededRandomness('source'), clock),
    connect: () => ({ model, driver: createCloudDriver(cloud) }),
    workloads: createSimulatedWorkloads(hosts, clock, atOnce),
    connections,
    breathe: async () => undefined,
    heard: (uid) => [...cloud.machines.values()].find(({ tags }) => tags.owner.uid === uid)?.journal.entries() ?? [],
  };
}
