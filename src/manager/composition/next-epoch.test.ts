import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConfigMap } from '#api/builtin/config-map.ts';
import { Namespace } from '#api/builtin/namespace.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import { createEngine } from '#engine/create-engine.ts';
import { createSeededRandomness } from '#simulation/seeded-randomness.ts';
import { MemoryStorage } from '#storage/memory/memory-storage.ts';
import { epochKey } from './epoch-key.ts';
import { nextEpoch } from './next-epoch.ts';

const now = 1_767_225_600_000;

async function openStore(): Promise<ObjectApi> {
  const store = createEngine({
    storage: new MemoryStorage('store'),
    kinds: [Namespace, ConfigMap],
    clock: { now: () => now },
    randomness: createSeededRandomness('1'),
    caller: 'user',
  });
  await store.create(Namespace, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: epochKey.namespace } });
  return store;
}

describe("a manager's number", () => {
  it('is higher than every one before, also when the clock stands or goes back', async () => {
    const store = await openStore();
    const numbers = [await nextEpoch(store, now), await nextEpoch(store, now), await nextEpoch(store, now - 3_600_000)];
    assert.deepEqual(numbers, [1_767_225_600, 1_767_225_601, 1_767_225_602]);
    assert.equal((await store.get(ConfigMap, epochKey)).data?.['epoch'], '1767225602');
  });

  it('is higher than what was given after the copy that a store was put back to', async () => {
    const store = await openStore();
    await nextEpoch(store, now);
    const copy = await store.get(ConfigMap, epochKey);
    const last = await nextEpoch(store, now + 60_000);
    const newest = await store.get(ConfigMap, epochKey);
    await store.update(ConfigMap, { ...newest, data: copy.data ?? {} });
    assert.ok((await nextEpoch(store, now + 120_000)) > last);
  });

  it('is had by one only, of many that ask at once', async () => {
    const store = await openStore();
    const numbers = await Promise.all(Array.from({ length: 5 }, () => nextEpoch(store, now)));
    assert.equal(new Set(numbers).size, 5);
  });

  it('replaces what is no number', async () => {
    const store = await openStore();
    await nextEpoch(store, now);
    await store.patch(ConfigMap, epochKey, { type: 'merge', body: { data: { epoch: 'abc', more: 'kept' } } });
    assert.equal(await nextEpoch(store, now), 1_767_225_600);
    assert.equal((await store.get(ConfigMap, epochKey)).data?.['more'], 'kept');
  });
});
