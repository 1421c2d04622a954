import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ApiError } from '#api/meta/api-error.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import { applyOver } from '#runtime/apply-over.ts';
import { ConfigMap } from '#api/builtin/config-map.ts';
import { firstCluster } from './testing/first-cluster.ts';
import { liveFirstCluster } from './testing/live-first-cluster.ts';
import { createToy, openToyWorld } from './testing/open-toy-world.ts';
import { Toy, toyComposition } from './testing/toy.ts';
import type { World } from './world.ts';

const { signal } = new AbortController();
const key = { namespace: 'default', name: 'car' };
/** Fewer than a whole life asks for, so that each moment comes. */
const effectsOfLife = 80;
const conflict = (error: unknown) => error instanceof ApiError && error.reason === 'Conflict';

describe('a leader that does not know that another one leads', () => {
  it('is stopped by the fence before every change at the provider', async () => {
    const world = await openToyWorld({ seed: 1 });
    let asked = 0;
    const fence = {
      check: async () => {
        asked += 1;
        throw new Error('another one leads');
      },
    };
    world.startManager({ ...toyComposition(), fence });
    await world.act((objects) => createToy(objects, 'car', { parts: 1 }));
    await world.runUntil('the fence was asked three times', () => asked >= 3);
    assert.equal(world.truth.cloud.networks.size, 0);
    assert.ok(world.problems.every((problem) => problem.includes('another one leads')));
    assert.ok(world.effects.every(({ target }) => target.world === 'store'));
  });

  it('does not delete at the provider what a newer one made', async () => {
    const world = await openToyWorld({ seed: 2 });
    world.startManager(toyComposition());
    await world.act((objects) => createToy(objects, 'car', { parts: 1 }));
    await world.runUntilQuiet();
    const [network] = [...world.truth.cloud.networks.values()];
    assert.ok(network !== undefined);
    network.tags = { ...network.tags, epoch: network.tags.epoch + 1 };
    await world.act((objects) => objects.delete(Toy, key));
    await world.runUntil('it is refused', () =>
      world.problems.some((problem) => problem.includes('changed by a manager')),
    );
    assert.equal(world.truth.cloud.networks.size, 1);
    assert.equal(network.deleting, false);
  });

  it('disturbs nothing while another one leads, at whatever effect it was overtaken', async () => {
    const { composition, ...rest } = firstCluster({ safetyNets: true });
    for (let effect = 1; effect <= effectsOfLife; effect += 16) {
      let overtaken = false;
      const fence = {
        check: async () => {
          if (overtaken) throw new Error('another one leads');
        },
      };
      const begun = (world: World): void =>
        world.scheduler.onStep(() => {
          if (overtaken || world.asked < effect) return;
          overtaken = true;
          // A Lease lets more time pass until the next one leads; what was on its way has arrived by then.
          const run = () => void world.startManager(composition);
          world.scheduler.hold({ actor: 'world', label: 'the next leader', delay: 2_000, background: false, run });
        });
      const life = { ...rest, composition: { ...composition, fence } };
      await liveFirstCluster(life, { seed: effect, begun, managers: 2 });
      assert.ok(overtaken, `there is no effect ${effect}`);
    }
  });

  it('does not overwrite what was applied under the same name since it read', async () => {
    const world = await openToyWorld({ seed: 3 });
    const apply = (objects: ObjectApi, read: Toy, made: number) =>
      applyOver(objects, Toy, {
        desired: { metadata: key, status: { made } },
        read,
        manager: 'toy.lifecycle',
        subresource: 'status',
        signal,
      });
    await world.act(async (objects) => {
      const stale = await createToy(objects, 'car', { parts: 1 });
      const newer = await apply(objects, stale, 1);
      await assert.rejects(apply(objects, stale, 0), conflict);
      assert.deepEqual((await objects.get(Toy, key)).status, { made: 1 });
      // The newer one itself goes on, whoever else wrote in between.
      await objects.patch(Toy, key, { type: 'merge', body: { spec: { parts: 2 } } });
      assert.equal((await apply(objects, newer, 2)).status?.made, 2);
    });
  });

  it('does not make anew what was deleted since it read, nor change what has its name now', async () => {
    const world = await openToyWorld({ seed: 4 });
    await world.act(async (objects) => {
      const head = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { ...key, name: 'part' } };
      const read = await objects.create(ConfigMap, head);
      const apply = () =>
        applyOver(objects, ConfigMap, { desired: { ...head, data: { a: 'b' } }, read, manager: 'toy', signal });
      await objects.delete(ConfigMap, head.metadata);
      await assert.rejects(apply(), conflict);
      assert.deepEqual((await objects.list(ConfigMap)).items, []);
      const other = await objects.create(ConfigMap, head);
      await assert.rejects(apply(), ApiError);
      assert.deepEqual(await objects.get(ConfigMap, head.metadata), other);
    });
  });
});
