import assert from 'node:assert/strict';
import { ConfigMap } from '#api/builtin/config-map.ts';
import type { ConformanceCase } from './conformance-case.ts';
import { Widget } from './widget.ts';

/** Updates of the whole object. */
export const updateCases: readonly ConformanceCase[] = [
  {
    name: 'update replaces the spec and raises the generation',
    async run({ api, namespace, widget }) {
      const made = await api.create(Widget, widget('a', { code: 'abc', tags: ['x'] }));
      const { code: _, ...spec } = made.spec;
      const patched = { ...made, spec: { ...spec, code: 'xyz', tags: ['y'] } };
      const updated = await api.update(Widget, patched);
      assert.deepEqual(updated.spec, { replicas: 1, mode: 'Auto', code: 'xyz', tags: ['y'] });
      assert.equal(updated.metadata.generation, 2);
      assert.ok(BigInt(updated.metadata.resourceVersion) > BigInt(made.metadata.resourceVersion));
      assert.deepEqual(await api.get(Widget, { namespace, name: 'a' }), updated);
    },
  },
  {
    name: 'update of labels alone keeps the generation',
    async run({ api, widget }) {
      const made = await api.create(Widget, widget('a'));
      const updated = await api.update(Widget, { ...made, metadata: { ...made.metadata, labels: { a: 'b' } } });
      assert.equal(updated.metadata.generation, 1);
      assert.deepEqual(updated.metadata.labels, { a: 'b' });
    },
  },
  {
    name: 'update with nothing new writes nothing',
    async run({ api, widget }) {
      const made = await api.create(Widget, widget('a', { code: 'abc' }));
      assert.deepEqual(await api.update(Widget, made), made);
    },
  },
  {
    name: 'update of a revision that is not the newest is refused',
    async run({ api, widget, refuses }) {
      const made = await api.create(Widget, widget('a'));
      await api.update(Widget, { ...made, spec: { ...made.spec, code: 'abc' } });
      await refuses(
        api.update(Widget, { ...made, spec: { ...made.spec, code: 'xyz' } }),
        'Conflict',
        /the object has been modified; please apply your changes to the latest version/,
      );
    },
  },
  {
    name: 'update of a custom kind without a resourceVersion is refused',
    async run({ api, widget, refuses }) {
      await api.create(Widget, widget('a'));
      await refuses(
        api.update(Widget, widget('a', { code: 'abc' })),
        'Invalid',
        /metadata\.resourceVersion: Invalid value: .*must be specified for an update/,
      );
    },
  },
  {
    name: 'update of a built-in kind needs no resourceVersion',
    async run({ api, namespace }) {
      const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace } };
      await api.create(ConfigMap, { ...object, data: { a: '1' } });
      const updated = await api.update(ConfigMap, { ...object, data: { a: '2' } });
      assert.deepEqual(updated.data, { a: '2' });
    },
  },
  {
    name: 'update of an absent object is refused',
    async run({ api, widget, refuses }) {
      await refuses(api.update(Widget, widget('absent', {}, { resourceVersion: '1' })), 'NotFound');
    },
  },
  {
    name: 'update with the uid of another object is refused',
    async run({ api, widget, refuses }) {
      const made = await api.create(Widget, widget('a'));
      const metadata = { ...made.metadata, uid: '00000000-0000-4000-8000-000000000000' };
      await refuses(api.update(Widget, { ...made, metadata }), 'Conflict', /UID in precondition/);
    },
  },
  {
    name: 'update keeps uid, creationTimestamp and generation where the client leaves them out',
    async run({ api, widget }) {
      const made = await api.create(Widget, widget('a'));
      const { resourceVersion } = made.metadata;
      const updated = await api.update(Widget, widget('a', { ...made.spec }, { resourceVersion }));
      const { uid, creationTimestamp, generation } = updated.metadata;
      assert.deepEqual(
        { uid, creationTimestamp, generation },
        { uid: made.metadata.uid, creationTimestamp: made.metadata.creationTimestamp, generation: 1 },
      );
    },
  },
  {
    name: 'update ignores the status of a kind with a status subresource',
    async run({ api, widget }) {
      const made = await api.create(Widget, widget('a'));
      const withStatus = await api.update(Widget, { ...made, status: { phase: 'Ready' } }, { subresource: 'status' });
      const updated = await api.update(Widget, {
        ...withStatus,
        status: { phase: 'Other' },
        spec: { ...made.spec, code: 'abc' },
      });
      assert.deepEqual([updated.status, updated.spec.code], [{ phase: 'Ready' }, 'abc']);
    },
  },
  {
    name: 'update writes defaults into fields that the client left out',
    async run({ api, widget }) {
      const made = await api.create(Widget, widget('a', { replicas: 5, mode: 'Manual' }));
      const updated = await api.update(Widget, { ...made, spec: { replicas: 5, parts: [{ name: 'x' }] } });
      assert.deepEqual(updated.spec, { replicas: 5, mode: 'Auto', parts: [{ name: 'x', count: 1 }] });
    },
  },
  {
    name: 'update with dryRun writes nothing',
    async run({ api, namespace, widget }) {
      const made = await api.create(Widget, widget('a'));
      const dry = await api.update(Widget, { ...made, spec: { ...made.spec, code: 'abc' } }, { dryRun: true });
      assert.equal(dry.spec.code, 'abc');
      assert.deepEqual(await api.get(Widget, { namespace, name: 'a' }), made);
    },
  },
  {
    name: 'of many updates of one revision exactly one wins',
    async run({ api, widget }) {
      const made = await api.create(Widget, widget('a'));
      const codes = ['aa', 'bb', 'cc', 'dd', 'ee'];
      const results = await Promise.allSettled(
        codes.map((code) => api.update(Widget, { ...made, spec: { ...made.spec, code } })),
      );
      assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
    },
  },
];
