import assert from 'node:assert/strict';
import type { ConformanceCase } from './conformance-case.ts';
import { Gadget } from './gadget.ts';
import { Widget } from './widget.ts';

/** Names, labels, annotations, finalizers, owners. */
export const metadataCases: readonly ConformanceCase[] = [
  {
    name: 'a name that is no DNS subdomain is refused',
    async run({ api, widget, refuses }) {
      for (const name of ['Upper', 'a_b', '-a', 'a..b', 'a'.repeat(254)]) {
        await refuses(api.create(Widget, widget(name)), 'Invalid', /metadata\.name: Invalid value/);
      }
      await api.create(Widget, widget('a.b-c.1'));
    },
  },
  {
    name: 'labels that are malformed are refused',
    async run({ api, widget, refuses }) {
      for (const labels of [
        { 'a b': 'x' },
        { 'a/b/c': 'x' },
        { a: 'b c' },
        { a: 'x'.repeat(64) },
        { ['x'.repeat(64)]: 'a' },
      ]) {
        await refuses(
          api.create(Widget, widget('a', {}, { labels: { ...labels } })),
          'Invalid',
          /metadata\.labels: Invalid value/,
        );
      }
      await api.create(Widget, widget('a', {}, { labels: { 'example.com/Name_1.x': 'Value_1.x', empty: '' } }));
    },
  },
  {
    name: 'annotations take any text under well-formed keys',
    async run({ api, widget, refuses }) {
      const made = await api.create(
        Widget,
        widget('a', {}, { annotations: { 'example.com/note': 'any text: {"a": 1}\n' } }),
      );
      assert.equal(made.metadata.annotations?.['example.com/note'], 'any text: {"a": 1}\n');
      await refuses(
        api.create(Widget, widget('b', {}, { annotations: { 'no good': 'x' } })),
        'Invalid',
        /metadata\.annotations: Invalid value/,
      );
    },
  },
  {
    name: 'finalizers must be qualified names',
    async run({ api, widget, refuses }) {
      await refuses(
        api.create(Widget, widget('a', {}, { finalizers: ['nonsense!'] })),
        'Invalid',
        /metadata\.finalizers/,
      );
    },
  },
  {
    name: 'owner references must be whole, with one controller at most',
    async run({ api, widget, refuses }) {
      const owner = { apiVersion: 'v1', kind: 'ConfigMap', name: 'o', uid: 'u1', controller: true };
      await refuses(
        api.create(Widget, widget('a', {}, { ownerReferences: [owner, { ...owner, uid: 'u2' }] })),
        'Invalid',
        /Only one reference can have Controller set to true/,
      );
      await refuses(
        api.create(Widget, widget('a', {}, { ownerReferences: [{ ...owner, name: '' }] })),
        'Invalid',
        /ownerReferences/,
      );
    },
  },
  {
    name: 'a creation time that is sent is not taken',
    async run({ api, widget }) {
      const made = await api.create(Widget, widget('a'));
      const metadata = { ...made.metadata, creationTimestamp: '2001-01-01T00:00:00Z' };
      const updated = await api.update(Widget, { ...made, metadata });
      assert.equal(updated.metadata.creationTimestamp, made.metadata.creationTimestamp);
    },
  },
  {
    name: 'a cluster-scoped object has no namespace',
    async run({ api, namespace }) {
      const made = await api.create(Gadget, {
        apiVersion: 'conformance.slipway.dev/v1',
        kind: 'Gadget',
        metadata: { name: namespace },
      });
      assert.equal(made.metadata.namespace, undefined);
      assert.deepEqual(await api.get(Gadget, { name: namespace }), made);
      await api.delete(Gadget, { name: namespace });
    },
  },
  {
    name: 'an object of another kind or version is refused',
    async run({ api, widget, refuses }) {
      await refuses(api.create(Widget, { ...widget('a'), kind: 'Gadget' }), 'Invalid');
      await refuses(
        api.create(Widget, { ...widget('a'), apiVersion: 'conformance.slipway.dev/v2' }),
        'BadRequest',
        /does not match the expected API version/,
      );
    },
  },
  {
    name: 'resource versions grow with every write',
    async run({ api, namespace, widget }) {
      const first = await api.create(Widget, widget('a'));
      const second = await api.create(Widget, widget('b'));
      const third = await api.patch(
        Widget,
        { namespace, name: 'a' },
        { type: 'merge', body: { spec: { code: 'abc' } } },
      );
      const revisions = [first, second, third].map(({ metadata }) => BigInt(metadata.resourceVersion));
      assert.ok((revisions[0] ?? 0n) < (revisions[1] ?? 0n) && (revisions[1] ?? 0n) < (revisions[2] ?? 0n));
    },
  },
];
