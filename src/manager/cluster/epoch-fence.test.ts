import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { ConfigMap } from '#api/builtin/config-map.ts';
import { Namespace } from '#api/builtin/namespace.ts';
import type { Fence } from '#capabilities/fence.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import { createEngine } from '#engine/create-engine.ts';
import { fenceObjects } from '#runtime/fence-objects.ts';
import { createSeededRandomness } from '#simulation/seeded-randomness.ts';
import { MemoryStorage } from '#storage/memory/memory-storage.ts';
import { epochKey } from '../composition/epoch-key.ts';
import { nextEpoch } from '../composition/next-epoch.ts';
import { epochFence } from './epoch-fence.ts';

const now = 1_767_225_600_000;

describe('the fence of a leader', () => {
  let store: ObjectApi;
  let fence: Fence;
  let leading: boolean;
  let lost: string[];

  beforeEach(async () => {
    store = createEngine({
      storage: new MemoryStorage('store'),
      kinds: [Namespace, ConfigMap],
      clock: { now: () => now },
      randomness: createSeededRandomness('1'),
      caller: 'user',
    });
    await store.create(Namespace, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: epochKey.namespace } });
    leading = true;
    lost = [];
    const election = {
      get leading() {
        return leading;
      },
      lose: (why: string) => void lost.push(why),
    };
    fence = epochFence({ objects: store, election, epoch: await nextEpoch(store, now) });
  });

  it('lets the newest manager change things while it leads', async () => {
    await fence.check();
    leading = false;
    await assert.rejects(fence.check(), /does not lead any more/);
    assert.deepEqual(lost, []);
  });

  it('stops one that is not the newest, and tells it', async () => {
    await nextEpoch(store, now);
    await assert.rejects(fence.check(), /does not lead any more/);
    assert.deepEqual(lost, ['the newest manager has the epoch 1767225601, this one 1767225600']);
  });

  it('stops everybody while the number is gone or says nothing', async () => {
    await store.patch(ConfigMap, epochKey, { type: 'merge', body: { data: { epoch: null } } });
    await assert.rejects(fence.check(), /does not lead any more/);
    await store.delete(ConfigMap, epochKey);
    await assert.rejects(fence.check(), /not found/);
    assert.equal(lost.length, 1);
  });

  it('stands before every write of objects and before no read', async () => {
    const objects = fenceObjects(store, fence);
    const head = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace: epochKey.namespace, name: 'other' } };
    const made = await objects.create(ConfigMap, head);
    await nextEpoch(store, now);
    const writes: readonly (() => Promise<unknown>)[] = [
      () => objects.create(ConfigMap, { ...head, metadata: { ...head.metadata, name: 'another' } }),
      () => objects.update(ConfigMap, made),
      () => objects.patch(ConfigMap, made.metadata, { type: 'merge', body: { data: { a: 'b' } } }),
      () => objects.apply(ConfigMap, head, { fieldManager: 'test' }),
      () => objects.delete(ConfigMap, made.metadata),
    ];
    for (const write of writes) await assert.rejects(write, /does not lead any more/);
    assert.deepEqual(await objects.get(ConfigMap, made.metadata), made);
    assert.equal((await objects.list(ConfigMap)).items.length, 2);
  });
});
