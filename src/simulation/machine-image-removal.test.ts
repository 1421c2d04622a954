import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cluster } from '#api/cluster/index.ts';
import { MachineImage } from '#api/machine-image/index.ts';
import type { Unsaved } from '#api/meta/kube-object.ts';
import { createWorld } from './create-world.ts';
import type { World } from './world.ts';
import type { Fault } from './fault.ts';
import { firstCluster } from './testing/first-cluster.ts';
import { workloadKinds } from './workload-kinds.ts';

const { composition, kinds, plantSeeds } = firstCluster({ safetyNets: false });
const cluster = { namespace: 'default', name: 'first' };
const image = { name: 'v1.0.0-docker-amd64' };

function reasonOf(object: MachineImage): string | undefined {
  return object.status?.conditions?.find(({ type }) => type === 'Ready')?.reason;
}

/** A cluster of one machine is made; its image is asked to go while it is used. */
async function imageAskedToGo(run: { readonly seed: number; readonly faults?: readonly Fault[] }): Promise<World> {
  const world = createWorld({ ...run, kinds, workloadKinds });
  await world.act(plantSeeds);
  const spec = { release: 'v1.0.0', provider: 'docker', pools: [] };
  const declared = { apiVersion: 'slipway.dev/v1alpha1', kind: 'Cluster', metadata: cluster, spec };
  await world.act((objects) => objects.create(Cluster, declared as unknown as Unsaved<Cluster>));
  world.startManager(composition);
  await world.runUntilQuiet();
  await world.act((objects) => objects.delete(MachineImage, image));
  await world.runUntilQuiet();
  return world;
}

test('an image in use stays whoever asks for its end, goes from the provider with its last cluster, and is declared anew', async () => {
  for (const seed of [1, 2, 3]) {
    const world = await imageAskedToGo({ seed });
    const before = await world.objects.get(MachineImage, image);
    assert.deepEqual([before.status?.usedBy, reasonOf(before)], [['default/first'], 'ImageInUse']);
    assert.equal(world.truth.cloud.images.size, 2, 'machine and endpoint image');
    assert.deepEqual(before.status?.providers, ['docker']);
    await world.act((objects) => objects.delete(Cluster, cluster));
    await world.runUntilQuiet();
    assert.equal(world.truth.cloud.images.size, 0);
    const after = await world.objects.get(MachineImage, image);
    assert.notEqual(after.metadata.uid, before.metadata.uid);
    assert.deepEqual([after.status?.machine, after.status?.usedBy, reasonOf(after)], [undefined, [], 'NotWanted']);
  }
});

test('a manager that dies while an image goes removes what is left of it', async () => {
  const last = async (world: World): Promise<void> => {
    await world.act((objects) => objects.delete(Cluster, cluster));
    await world.runUntilQuiet();
  };
  const whole = await imageAskedToGo({ seed: 4 });
  await last(whole);
  const asked = whole.effects.filter(({ phase }) => phase === 'asked').map(({ id }) => id);
  const removals = asked.flatMap((id, index) => (id.startsWith('provider delete image ') ? [index + 1] : []));
  assert.equal(removals.length, 2);
  for (const [position, when] of [
    [0, 'executed'],
    [1, 'before'],
    [1, 'executed'],
  ] as const) {
    const effect = removals[position] ?? 0;
    const torn = await imageAskedToGo({ seed: 4, faults: [{ effect, fault: 'crash', when }] });
    await last(torn);
    assert.equal(torn.truth.cloud.images.size, 0, `killed ${when} effect ${effect}`);
    assert.equal(reasonOf(await torn.objects.get(MachineImage, image)), 'NotWanted');
  }
});
