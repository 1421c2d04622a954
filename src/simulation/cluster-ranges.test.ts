import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cluster } from '#api/cluster/index.ts';
import { Machine } from '#api/machine/index.ts';
import type { Unsaved } from '#api/meta/kube-object.ts';
import type { BootstrapTask } from '#domain/host/bootstrap-task.ts';
import type { HostFacts } from '#providers/contract/driver.ts';
import { lintObject } from '#runtime/lint-object.ts';
import { createWorld } from './create-world.ts';
import type { World } from './world.ts';
import { firstCluster } from './testing/first-cluster.ts';
import { workloadKinds } from './workload-kinds.ts';

const key = { namespace: 'default', name: 'first' };
const composition = firstCluster({ safetyNets: false });
const both = {
  pods: { cidrs: ['10.112.0.0/16', 'fd00:112::/56'] },
  services: { cidrs: ['10.113.0.0/16', 'fd00:113::/112'] },
};

async function worldWith(network: object, host: Partial<HostFacts> = {}): Promise<World> {
  const lint = (object: Parameters<typeof lintObject>[0]) => assert.deepEqual(lintObject(object), []);
  const world = createWorld({ seed: 7, kinds: composition.kinds, workloadKinds, lint });
  const { cloud } = world.truth;
  cloud.hostFacts = { ...cloud.hostFacts, ...host };
  await world.act(composition.plantSeeds);
  const spec = { release: 'v1.0.0', provider: 'docker', network };
  const cluster = { apiVersion: 'slipway.dev/v1alpha1', kind: 'Cluster', metadata: key, spec };
  await world.act((objects) => objects.create(Cluster, cluster as unknown as Unsaved<Cluster>));
  world.startManager(composition.composition);
  await world.runUntilQuiet();
  return world;
}

/** What is said of the cluster, after it is seen that nothing was made for it: neither out there nor in the store. */
async function refusal(world: World): Promise<string> {
  const { cloud } = world.truth;
  assert.deepEqual([cloud.networks.size, cloud.endpoints.size, cloud.machines.size, cloud.images.size], [0, 0, 0, 0]);
  assert.deepEqual((await world.objects.list(Machine)).items, []);
  const { status } = await world.objects.get(Cluster, key);
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  return `${ready?.reason}: ${ready?.message}`;
}

test('a cluster of both families stands on a network of both, whose machines know both', async () => {
  const world = await worldWith(both);
  const { status } = await world.objects.get(Cluster, key);
  assert.equal(status?.conditions?.find(({ type }) => type === 'Ready')?.status, 'True');
  const [network] = world.truth.cloud.networks.values();
  assert.deepEqual(network?.desired.families, ['IPv4', 'IPv6']);
  assert.deepEqual(network.desired.avoid, [...both.pods.cidrs, ...both.services.cidrs]);
  for (const { desired } of world.truth.cloud.machines.values()) {
    const task = JSON.parse(new TextDecoder().decode(desired.payload.configuration)) as BootstrapTask;
    assert.deepEqual(task.network.podCidrs, both.pods.cidrs);
  }
});

test('a family that the networks there do not carry is refused before anything is made', async () => {
  const said = await refusal(await worldWith(both, { families: ['IPv4'] }));
  assert.match(
    said,
    /^FamilyNotCarried: pods\.cidrs and services\.cidrs want IPv6, and the networks of provider docker/,
  );
});

test('a range that somebody has there is refused before anything is made, naming both', async () => {
  const ranges = [
    { cidr: '10.0.0.0/8', what: "a route of the engine's host (tun0)", divisible: true },
    { cidr: 'fd00:113::/64', what: "the engine's network storage", divisible: false },
  ];
  const said = await refusal(await worldWith(both, { ranges }));
  assert.match(
    said,
    /^RangeTaken: range fd00:113::\/112 of this cluster overlaps fd00:113::\/64, the engine's network storage/,
  );
});

test('a route that comes later stops no cluster that stands', async () => {
  const world = await worldWith(both);
  const { cloud } = world.truth;
  cloud.hostFacts = {
    ...cloud.hostFacts,
    ranges: [{ cidr: '10.112.0.0/16', what: "a route of the engine's host (eth1)", divisible: true }],
  };
  await world.act((objects) =>
    objects.patch(Cluster, key, { type: 'merge', body: { metadata: { annotations: { a: 'b' } } } }),
  );
  await world.runUntilQuiet();
  const { status } = await world.objects.get(Cluster, key);
  assert.equal(status?.conditions?.find(({ type }) => type === 'Ready')?.status, 'True');
});
