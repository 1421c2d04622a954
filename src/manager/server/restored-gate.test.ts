import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigMap } from '#api/builtin/config-map.ts';
import { Namespace } from '#api/builtin/namespace.ts';
import { restoredMark } from '#api/restored-mark.ts';
import { createToy, openToyWorld } from '#simulation/testing/open-toy-world.ts';
import { Toy, toyComposition } from '#simulation/testing/toy.ts';
import { bothAdmit } from './both-admit.ts';
import { RestoredGate } from './restored-gate.ts';

const open = { judge: () => undefined, onChange: () => () => undefined };

test('in a restored store every object says what is due and nothing is done, until the mark is deleted', async () => {
  const world = await openToyWorld({ seed: 21 });
  await world.act(async (objects) => {
    await objects.create(Namespace, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: restoredMark.namespace },
    });
    await objects.create(ConfigMap, { apiVersion: 'v1', kind: 'ConfigMap', metadata: restoredMark });
  });
  const gate = new RestoredGate(world.objects);
  await gate.load();
  const stop = new AbortController();
  const following = gate.run(stop.signal);
  world.startManager({ ...toyComposition(), admission: bothAdmit(gate, open) });
  await world.act((objects) => createToy(objects, 'car', { parts: 1 }));
  await world.runUntilQuiet();
  const car = { namespace: 'default', name: 'car' };
  const ready = async () =>
    (await world.objects.get(Toy, car)).status?.conditions?.find(({ type }) => type === 'Ready');
  const seen = await ready();
  assert.equal(seen?.reason, 'RestoreNotAccepted');
  assert.match(seen.message, /is due but this store was restored.*slipway server accept/);
  assert.equal(world.truth.cloud.networks.size, 0);
  assert.deepEqual((await world.objects.list(ConfigMap, { namespace: 'default' })).items, []);
  await world.act((objects) => objects.delete(ConfigMap, restoredMark));
  await world.runUntilQuiet();
  assert.equal((await world.objects.list(ConfigMap, { namespace: 'default' })).items.length, 1);
  assert.equal(world.truth.cloud.networks.size, 1);
  stop.abort();
  await following;
});

test('a store that was not restored has no such gate', async () => {
  const world = await openToyWorld({ seed: 22 });
  const gate = new RestoredGate(world.objects);
  await gate.load();
  world.startManager({ ...toyComposition(), admission: bothAdmit(open, gate) });
  await world.act((objects) => createToy(objects, 'car', { parts: 1 }));
  await world.runUntilQuiet();
  assert.equal(world.truth.cloud.networks.size, 1);
});
