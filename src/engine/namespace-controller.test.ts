import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as microtasksDrained } from 'node:timers/promises';
import { ConfigMap } from '#api/builtin/config-map.ts';
import { Namespace } from '#api/builtin/namespace.ts';
import { openTestEngine } from './conformance/open-test-engine.ts';
import { Widget } from './conformance/widget.ts';
import { NamespaceController } from './namespace-controller.ts';

const apiVersion = 'conformance.slipway.dev/v1';

async function withNamespace() {
  const { api, storage, kinds } = await openTestEngine();
  await api.create(Namespace, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'n' } });
  await api.create(ConfigMap, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', namespace: 'n' } });
  const finalizers = ['example.com/hold'];
  await api.create(Widget, {
    apiVersion,
    kind: 'Widget',
    metadata: { name: 'w', namespace: 'n', finalizers },
    spec: {},
  });
  return { api, storage, kinds };
}

test('a deleted namespace is emptied first and then goes', async () => {
  const { api, storage, kinds } = await withNamespace();
  const stop = new AbortController();
  const running = new NamespaceController({ api, kinds }).run(stop.signal);
  const deleted = await api.delete(Namespace, { name: 'n' });
  assert.equal(deleted.status?.phase, 'Terminating');
  await microtasksDrained();
  assert.equal((await api.list(ConfigMap, { namespace: 'n' })).items.length, 0);
  assert.ok((await api.get(Widget, { namespace: 'n', name: 'w' })).metadata.deletionTimestamp);
  assert.ok((await api.get(Namespace, { name: 'n' })).metadata.deletionTimestamp);
  await api.patch(Widget, { namespace: 'n', name: 'w' }, { type: 'merge', body: { metadata: { finalizers: null } } });
  await microtasksDrained();
  await assert.rejects(api.get(Namespace, { name: 'n' }), /namespaces "n" not found/);
  stop.abort();
  await running;
  await storage.close();
});

test('nothing can be created in a namespace that is being deleted', async () => {
  const { api, storage } = await withNamespace();
  await api.delete(Namespace, { name: 'n' });
  const late = api.create(ConfigMap, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'late', namespace: 'n' },
  });
  await assert.rejects(
    late,
    /configmaps "late" is forbidden: unable to create new content in namespace n because it is being terminated/,
  );
  await storage.close();
});

test('a namespace whose deletion began while no controller ran goes when one starts', async () => {
  const { api, storage, kinds } = await withNamespace();
  await api.delete(Namespace, { name: 'n' });
  await api.patch(Widget, { namespace: 'n', name: 'w' }, { type: 'merge', body: { metadata: { finalizers: null } } });
  const stop = new AbortController();
  const running = new NamespaceController({ api, kinds }).run(stop.signal);
  await microtasksDrained();
  await assert.rejects(api.get(Namespace, { name: 'n' }), /not found/);
  assert.equal((await api.get(Namespace, { name: 'default' })).status?.phase, 'Active');
  stop.abort();
  await running;
  await storage.close();
});
