import assert from 'node:assert/strict';
import { Node } from '#api/builtin/node.ts';
import { Cluster } from '#api/cluster/index.ts';
import { Machine } from '#api/machine/index.ts';
import { labels } from '#api/meta/labels.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { Unsaved } from '#api/meta/kube-object.ts';
import { NodePool } from '#api/node-pool/index.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import { lintObject } from '#runtime/lint-object.ts';
import { createWorld } from '../create-world.ts';
import type { Composition } from '../composition.ts';
import type { World } from '../world.ts';
import type { Fault } from '../fault.ts';
import { Oracle } from '../oracle/oracle.ts';
import { workloadKinds } from '../workload-kinds.ts';

export interface FirstCluster {
  readonly composition: Composition;
  readonly kinds: readonly Kind[];
  /** Creates what every installation starts with. */
  readonly plantSeeds: (objects: ObjectApi) => Promise<void>;
}

const key = { namespace: 'default', name: 'first' };
/** What stays when the last cluster is gone: what the installation brought, what was built, and what was told. */
const staying = new Set(['Event', 'Namespace', 'Provider', 'PlatformRelease', 'MachineImage', 'ConfigMap']);

/**
 * Creates one control plane and two workers, scales the pool to four and to one, deletes the cluster; after each the store,
 * the provider's truth and the workload cluster must agree, and an
 * oracle finds nothing wrong at any step. Gives the world for more questions.
 */
export async function liveFirstCluster(
  { composition, kinds, plantSeeds }: FirstCluster,
  run: {
    readonly seed: number;
    readonly faults?: readonly Fault[];
    /** Called when the manager runs. */
    readonly begun?: (world: World) => void;
    /** Managers that live at the end, each with ears of its own; one where absent. */
    readonly managers?: number;
  },
): Promise<World> {
  const world = createWorld({
    ...run,
    kinds,
    workloadKinds,
    lint: (object) => assert.deepEqual(lintObject(object), []),
  });
  const oracle = new Oracle(world.truth);
  world.scheduler.onStep(() => oracle.look());
  const settled = (): void => {
    oracle.settled();
    const expected = `is followed ${run.managers ?? 1} times`;
    assert.deepEqual(
      oracle.violations.filter((violation) => !violation.endsWith(expected)),
      [],
    );
  };
  await world.act(plantSeeds);
  oracle.wish('default/first', { workers: 2 });
  const spec = {
    release: 'v1.0.0',
    provider: 'docker',
    controlPlane: { replicas: 1 },
    pools: [{ name: 'workers', replicas: 2 }],
  };
  await world.act((objects) => objects.create(Cluster, declared(spec)));
  world.startManager(composition);
  run.begun?.(world);
  await expectMachines(world, 3);
  await expectOwned(world, kinds);
  settled();
  for (const replicas of [4, 1]) {
    oracle.wish('default/first', { workers: replicas });
    await world.act((objects) =>
      objects.patch(NodePool, { ...key, name: 'first-workers' }, { type: 'merge', body: { spec: { replicas } } }),
    );
    await expectMachines(world, replicas + 1);
    settled();
  }
  oracle.wish('default/first', 'deleted');
  await world.act((objects) => objects.delete(Cluster, key));
  await world.runUntilQuiet();
  settled();
  await expectNothingLeft(world, kinds);
  return world;
}

/** As a user writes it: defaults are the API's to fill in. */
function declared(spec: unknown): Unsaved<Cluster> {
  const object = { apiVersion: 'slipway.dev/v1alpha1', kind: 'Cluster', metadata: key, spec };
  return object as Unsaved<Cluster>;
}

async function expectMachines(world: World, count: number): Promise<void> {
  await world.runUntilQuiet();
  const cluster = await world.objects.get(Cluster, key);
  const ready = cluster.status?.conditions?.find(({ type }) => type === 'Ready');
  assert.equal(ready?.status, 'True', `${ready?.reason}: ${ready?.message}`);
  const { cloud, hosts } = world.truth;
  const machines = (await world.objects.list(Machine)).items.map(({ metadata }) => metadata.name);
  assert.equal(machines.length, count);
  assert.deepEqual([...cloud.machines.values()].map(({ tags }) => tags.owner.name).sort(), machines);
  assert.equal(hosts.clusters.length, 1, 'initialised once');
  const nodes = hosts.clusters.flatMap((one) => one.all(Node)).map(({ metadata }) => metadata.name);
  assert.deepEqual(nodes.sort(), machines);
  assert.deepEqual(hosts.violations, []);
}

/** What is part of a cluster hangs from something that is there, so that it goes with it whatever else happens. */
async function expectOwned(world: World, kinds: readonly Kind[]): Promise<void> {
  const lists = await Promise.all(kinds.filter(({ kind }) => kind !== 'Event').map((kind) => world.objects.list(kind)));
  const objects = lists.flatMap(({ items }) => items);
  const uids = new Set(objects.map(({ metadata }) => metadata.uid));
  const loose = objects.filter(
    ({ metadata }) =>
      metadata.labels?.[labels.cluster] !== undefined &&
      !(metadata.ownerReferences ?? []).some(({ controller, uid }) => controller === true && uids.has(uid)),
  );
  assert.deepEqual(
    loose.map(({ kind, metadata }) => `${kind} ${metadata.name} hangs from nothing`),
    [],
  );
}

async function expectNothingLeft(world: World, kinds: readonly Kind[]): Promise<void> {
  const left: string[] = [];
  for (const kind of kinds.filter(({ kind: name }) => !staying.has(name))) {
    const { items } = await world.objects.list(kind);
    left.push(...items.map(({ metadata }) => `${kind.kind} ${metadata.name}`));
  }
  assert.deepEqual(left, []);
  const { machines, endpoints, networks } = world.truth.cloud;
  assert.deepEqual(
    [machines.size, endpoints.size, networks.size],
    [0, 0, 0],
    'machines, endpoints and networks at the provider',
  );
}
