import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as microtasksDrained } from 'node:timers/promises';
import { ApiError } from '#api/meta/api-error.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { OwnerReference } from '#api/meta/object-meta.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import { Gadget } from './conformance/gadget.ts';
import { openTestEngine } from './conformance/open-test-engine.ts';
import { Widget } from './conformance/widget.ts';
import { GarbageCollector } from './garbage-collector.ts';

const apiVersion = 'conformance.slipway.dev/v1';
const namespace = 'default';

function ownedBy(owner: KubeObject, more: Partial<OwnerReference> = {}): OwnerReference {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid,
    ...more,
  };
}

function make(api: ObjectApi, name: string, ownerReferences: readonly OwnerReference[] = []): Promise<Widget> {
  return api.create(Widget, { apiVersion, kind: 'Widget', metadata: { name, namespace, ownerReferences }, spec: {} });
}

async function names(api: ObjectApi): Promise<string> {
  return (await api.list(Widget)).items.map(({ metadata }) => metadata.name).join(' ');
}

/** Runs a story beside a collector; the engine in memory works in microtasks only, so it is quiet once they drained. */
async function withCollector(story: (api: ObjectApi, quiet: () => Promise<void>) => Promise<void>): Promise<void> {
  const { api, storage, kinds } = await openTestEngine();
  const stop = new AbortController();
  const running = new GarbageCollector({ api, kinds }).run(stop.signal);
  try {
    await story(api, async () => {
      await microtasksDrained();
    });
  } finally {
    stop.abort();
    await running;
    await storage.close();
  }
}

test('a dependent goes after its owner, and so do its own dependents', () =>
  withCollector(async (api, quiet) => {
    const owner = await make(api, 'owner');
    const child = await make(api, 'child', [ownedBy(owner)]);
    await make(api, 'grandchild', [ownedBy(child)]);
    await make(api, 'stranger');
    await quiet();
    assert.equal(await names(api), 'child grandchild owner stranger');
    await api.delete(Widget, { namespace, name: 'owner' });
    await quiet();
    assert.equal(await names(api), 'stranger');
  }));

test('a dependent of two owners stays until both are gone, and loses the reference to the first', () =>
  withCollector(async (api, quiet) => {
    const one = await make(api, 'one');
    const two = await make(api, 'two');
    await make(api, 'child', [ownedBy(one), ownedBy(two)]);
    await api.delete(Widget, { namespace, name: 'one' });
    await quiet();
    const child = await api.get(Widget, { namespace, name: 'child' });
    assert.deepEqual(child.metadata.ownerReferences, [ownedBy(two)]);
    await api.delete(Widget, { namespace, name: 'two' });
    await quiet();
    assert.equal(await names(api), '');
  }));

test('foreground deletion keeps the owner until the blocking dependents are gone', () =>
  withCollector(async (api, quiet) => {
    const owner = await make(api, 'owner');
    await make(api, 'child', [ownedBy(owner, { blockOwnerDeletion: true })]);
    const body = { metadata: { finalizers: ['example.com/hold'] } };
    await api.patch(Widget, { namespace, name: 'child' }, { type: 'merge', body });
    await api.delete(Widget, { namespace, name: 'owner' }, { propagationPolicy: 'Foreground' });
    await quiet();
    assert.equal(await names(api), 'child owner');
    const child = await api.get(Widget, { namespace, name: 'child' });
    assert.ok(child.metadata.deletionTimestamp);
    await api.patch(Widget, { namespace, name: 'child' }, { type: 'merge', body: { metadata: { finalizers: null } } });
    await quiet();
    assert.equal(await names(api), '');
  }));

test('foreground deletion goes all the way down', () =>
  withCollector(async (api, quiet) => {
    const owner = await make(api, 'a');
    const child = await make(api, 'b', [ownedBy(owner, { blockOwnerDeletion: true })]);
    await make(api, 'c', [ownedBy(child, { blockOwnerDeletion: true })]);
    await api.delete(Widget, { namespace, name: 'a' }, { propagationPolicy: 'Foreground' });
    await quiet();
    assert.equal(await names(api), '');
  }));

test('orphan deletion leaves the dependents, without the reference', () =>
  withCollector(async (api, quiet) => {
    const owner = await make(api, 'owner');
    await make(api, 'child', [ownedBy(owner)]);
    await quiet();
    await api.delete(Widget, { namespace, name: 'owner' }, { propagationPolicy: 'Orphan' });
    await quiet();
    assert.equal(await names(api), 'child');
    assert.equal((await api.get(Widget, { namespace, name: 'child' })).metadata.ownerReferences, undefined);
  }));

test('an owner of the same name with another uid is no owner', () =>
  withCollector(async (api, quiet) => {
    const owner = await make(api, 'owner');
    await make(api, 'child', [ownedBy(owner, { uid: 'another' })]);
    await quiet();
    assert.equal(await names(api), 'owner');
  }));

test('an object whose owner never existed goes', () =>
  withCollector(async (api, quiet) => {
    await make(api, 'child', [{ apiVersion, kind: 'Widget', name: 'absent', uid: 'absent' }]);
    await quiet();
    assert.equal(await names(api), '');
  }));

test('an owner of a kind that nobody serves counts as present', () =>
  withCollector(async (api, quiet) => {
    await make(api, 'child', [{ apiVersion: 'elsewhere.example/v1', kind: 'Thing', name: 'x', uid: 'x' }]);
    await quiet();
    assert.equal(await names(api), 'child');
  }));

test('a cluster-scoped object owns namespaced ones', () =>
  withCollector(async (api, quiet) => {
    const owner = await api.create(Gadget, { apiVersion, kind: 'Gadget', metadata: { name: 'owner' } });
    await make(api, 'child', [ownedBy(owner)]);
    await quiet();
    assert.equal(await names(api), 'child');
    await api.delete(Gadget, { name: 'owner' });
    await quiet();
    assert.equal(await names(api), '');
  }));

test('what happened while no collector ran is made up for at the start', async () => {
  const { api, storage, kinds } = await openTestEngine();
  const owner = await make(api, 'owner');
  await make(api, 'child', [ownedBy(owner)]);
  await make(api, 'blocked', [ownedBy(owner, { blockOwnerDeletion: true })]);
  await api.delete(Widget, { namespace, name: 'owner' }, { propagationPolicy: 'Foreground' });
  const stop = new AbortController();
  const running = new GarbageCollector({ api, kinds }).run(stop.signal);
  await microtasksDrained();
  assert.equal(await names(api), '');
  stop.abort();
  await running;
  await storage.close();
});

test('a failing api ends the collector with the failure', async () => {
  const { api, storage, kinds } = await openTestEngine();
  await make(api, 'child', [{ apiVersion, kind: 'Widget', name: 'absent', uid: 'absent' }]);
  const failing: ObjectApi = { ...api, delete: () => Promise.reject(new ApiError('ServiceUnavailable', 'down')) };
  await assert.rejects(new GarbageCollector({ api: failing, kinds }).run(new AbortController().signal), /down/);
  await storage.close();
});
