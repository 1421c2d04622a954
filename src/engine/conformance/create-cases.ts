import assert from 'node:assert/strict';
import { ConfigMap } from '#api/builtin/config-map.ts';
import type { ConformanceCase } from './conformance-case.ts';
import { Gadget } from './gadget.ts';
import { Widget } from './widget.ts';

/** Creation. */
export const createCases: readonly ConformanceCase[] = [
  {
    name: 'create fills uid, resourceVersion, creationTimestamp and generation',
    async run({ api, namespace, widget }) {
      const { metadata, apiVersion, kind } = await api.create(Widget, widget('a'));
      assert.match(metadata.uid, /^[0-9a-f-]{36}$/);
      assert.match(metadata.resourceVersion, /^\d+$/);
      assert.match(metadata.creationTimestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      assert.deepEqual([metadata.generation, metadata.name, metadata.namespace], [1, 'a', namespace]);
      assert.deepEqual([apiVersion, kind], ['conformance.slipway.dev/v1', 'Widget']);
    },
  },
  {
    name: 'create writes defaults into the object',
    async run({ api, widget }) {
      const { spec } = await api.create(Widget, widget('a', { parts: [{ name: 'x' }], options: {} }));
      assert.deepEqual(spec, { replicas: 1, mode: 'Auto', parts: [{ name: 'x', count: 1 }], options: { level: 3 } });
    },
  },
  {
    name: 'create leaves defaults of absent objects alone',
    async run({ api, widget }) {
      const { spec } = await api.create(Widget, widget('a'));
      assert.equal(spec.options, undefined);
    },
  },
  {
    name: 'create drops the status of a kind with a status subresource',
    async run({ api, widget }) {
      const made = await api.create(Widget, { ...widget('a'), status: { phase: 'Done' } });
      assert.equal(made.status, undefined);
    },
  },
  {
    name: 'create keeps the status of a kind without a status subresource',
    async run({ api, namespace }) {
      const made = await api.create(Gadget, {
        apiVersion: 'conformance.slipway.dev/v1',
        kind: 'Gadget',
        metadata: { name: namespace },
        status: { phase: 'Done' },
      });
      assert.deepEqual(made.status, { phase: 'Done' });
    },
  },
  {
    name: 'create ignores what only the server sets',
    async run({ api, widget }) {
      const metadata = { uid: 'mine', generation: 7, creationTimestamp: '2001-01-01T00:00:00Z' };
      const made = await api.create(Widget, widget('a', {}, metadata));
      assert.notEqual(made.metadata.uid, 'mine');
      assert.equal(made.metadata.generation, 1);
      assert.notEqual(made.metadata.creationTimestamp, '2001-01-01T00:00:00Z');
    },
  },
  {
    name: 'create refuses a name that exists',
    async run({ api, widget, refuses }) {
      await api.create(Widget, widget('a'));
      await refuses(
        api.create(Widget, widget('a')),
        'AlreadyExists',
        /widgets\.conformance\.slipway\.dev "a" already exists/,
      );
    },
  },
  {
    name: 'create refuses a resourceVersion',
    async run({ api, widget, refuses }) {
      await refuses(
        api.create(Widget, widget('a', {}, { resourceVersion: '1' })),
        'BadRequest',
        /resourceVersion should not be set/,
      );
    },
  },
  {
    name: 'create makes a name from generateName',
    async run({ api, widget }) {
      const { metadata: _, ...rest } = widget('');
      const made = await api.create(Widget, {
        ...rest,
        metadata: { generateName: 'made-', namespace: _.namespace ?? '' },
      });
      assert.match(made.metadata.name, /^made-[a-z0-9]{5}$/);
      assert.equal(made.metadata.generateName, 'made-');
    },
  },
  {
    name: 'create without name and generateName is refused',
    async run({ api, namespace, refuses }) {
      const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace } };
      await refuses(api.create(ConfigMap, object), 'Invalid', /name or generateName is required/);
    },
  },
  {
    name: 'create in a namespace that does not exist is refused',
    async run({ api, widget, refuses }) {
      const object = widget('a', {}, { namespace: 'absent-namespace' });
      await refuses(api.create(Widget, object), 'NotFound', /namespaces "absent-namespace" not found/);
    },
  },
  {
    name: 'create with dryRun stores nothing',
    async run({ api, namespace, widget, refuses }) {
      const made = await api.create(Widget, widget('a'), { dryRun: true });
      assert.equal(made.spec.replicas, 1);
      await refuses(api.get(Widget, { namespace, name: 'a' }), 'NotFound');
    },
  },
  {
    name: 'create with dryRun refuses what is invalid',
    async run({ api, widget, refuses }) {
      await refuses(api.create(Widget, widget('a', { replicas: -1 }), { dryRun: true }), 'Invalid');
    },
  },
  {
    name: 'create records the field manager as an Update',
    async run({ api, widget }) {
      const made = await api.create(Widget, widget('a', { code: 'abc' }), { fieldManager: 'tester' });
      const [entry] = made.metadata.managedFields ?? [];
      assert.equal(entry?.manager, 'tester');
      assert.equal(entry?.operation, 'Update');
      assert.equal(entry?.apiVersion, 'conformance.slipway.dev/v1');
      assert.equal(entry?.fieldsType, 'FieldsV1');
      assert.ok(entry && 'f:code' in (entry.fieldsV1['f:spec'] as object));
    },
  },
  {
    name: 'of two creates at once one wins',
    async run({ api, widget }) {
      const results = await Promise.allSettled([api.create(Widget, widget('a')), api.create(Widget, widget('a'))]);
      assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    },
  },
  {
    name: 'objects handed out are frozen all the way down',
    async run({ api, namespace, widget }) {
      await api.create(Widget, widget('a', { parts: [{ name: 'x' }] }));
      const got = await api.get(Widget, { namespace, name: 'a' });
      assert.ok(Object.isFrozen(got) && Object.isFrozen(got.metadata) && Object.isFrozen(got.spec.parts?.[0]));
    },
  },
];
