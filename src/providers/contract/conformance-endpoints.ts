import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { ConformanceBench } from './conformance-bench.ts';
import { expectRefusal } from './conformance-expect-refusal.ts';

const first = { name: 'first', address: '10.1.2.3', port: 6443 };
const second = { name: 'second', address: '10.1.2.4', port: 6443 };

/** What holds for endpoints beyond what holds for every resource. */
export function conformEndpoints(bench: () => ConformanceBench): void {
  it('endpoint: its only backend is replaced and address and port stay', async () => await replacesBackend(bench()));
  it('endpoint: who initialised the cluster is never changed once it is set', async () =>
    await keepsInitializedBy(bench()));
  it('endpoint: what another driver changed is seen', async () => await seesOthersChanges(bench()));
}

async function replacesBackend(bench: ConformanceBench): Promise<void> {
  const { endpoint } = bench.world.driver;
  const tags = bench.tags('replaced');
  const seen = await bench.createRunning(endpoint, { tags, desired: bench.endpoint() });
  const { internal, external } = seen.facts;
  assert(internal.address !== '' && internal.port > 0 && external.address !== '' && external.port > 0);
  assert.deepEqual(seen.facts.backends, []);
  assert.equal(seen.facts.initializedBy, undefined);
  const newer = { ...tags, epoch: tags.epoch + 1 };
  for (const backends of [[first], [second], [first, second], [second]]) {
    await endpoint.update({ tags: newer, desired: bench.endpoint(backends) });
    const updated = await bench.createRunning(endpoint, { tags: newer, desired: bench.endpoint(backends) });
    assert.deepEqual(updated.facts.backends, backends);
    assert.deepEqual(updated.facts.internal, internal);
    assert.deepEqual(updated.facts.external, external);
    assert.equal(updated.facts.providerId, seen.facts.providerId);
    assert.equal(updated.tags.epoch, newer.epoch, 'the tags show the epoch of the last change');
  }
  await expectRefusal(() => endpoint.update({ tags, desired: bench.endpoint([first]) }), 'Outdated');
  await expectRefusal(() => endpoint.delete({ owner: tags.owner, epoch: tags.epoch }), 'Outdated');
  await endpoint.delete({ owner: tags.owner, epoch: newer.epoch });
}

/** Each driver looks before and after the other's change, whose backends take as many bytes as the ones before. */
async function seesOthersChanges(bench: ConformanceBench): Promise<void> {
  const { endpoint } = bench.world.driver;
  const tags = bench.tags('shared');
  const other = bench.world.controls.anotherDriver();
  await bench.createRunning(endpoint, { tags, desired: bench.endpoint([second]) });
  for (const port of [6444, 6445, 6446]) {
    const backends = [{ ...first, port }];
    await other.endpoint.update({ tags, desired: bench.endpoint(backends) });
    for (const { endpoint: looking } of [bench.world.driver, other]) {
      const seen = await looking.observe(tags.owner);
      assert(seen.state === 'present');
      assert.deepEqual(seen.facts.backends, backends);
    }
  }
  await other.close();
  await endpoint.delete({ owner: tags.owner });
}

async function keepsInitializedBy(bench: ConformanceBench): Promise<void> {
  const { endpoint } = bench.world.driver;
  const tags = bench.tags('initialized');
  await bench.createRunning(endpoint, { tags, desired: bench.endpoint([first]) });
  const desired = { ...bench.endpoint([first]), initializedBy: bench.world.uid() };
  const expectKept = async (): Promise<void> => {
    const seen = await bench.createRunning(endpoint, { tags, desired: bench.endpoint([first]) });
    assert.equal(seen.facts.initializedBy, desired.initializedBy);
  };
  await endpoint.update({ tags, desired });
  await expectKept();
  await endpoint.update({ tags, desired });
  await endpoint.update({ tags, desired: bench.endpoint([second]) });
  await expectKept();
  await expectRefusal(
    () => endpoint.update({ tags, desired: { ...desired, initializedBy: bench.world.uid() } }),
    'Invalid',
  );
  await expectKept();
  const other = bench.world.controls.anotherDriver();
  await expectRefusal(
    () => other.endpoint.update({ tags, desired: { ...desired, initializedBy: bench.world.uid() } }),
    'Invalid',
  );
  await other.close();
  await expectKept();
  await endpoint.delete({ owner: tags.owner });
}
