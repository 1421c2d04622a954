import assert from 'node:assert/strict';
import type { KubeObject, Unsaved } from '#api/meta/kube-object.ts';
import type { ConformanceCase } from './conformance-case.ts';
import { Gadget } from './gadget.ts';
import { Widget } from './widget.ts';

/** A Scale travels where the object of the kind would. */
function scale(metadata: { readonly [field: string]: string }, replicas: number): Unsaved<Widget> {
  return { apiVersion: 'autoscaling/v1', kind: 'Scale', metadata, spec: { replicas } };
}

function specOf(object: KubeObject): unknown {
  return (object as KubeObject & { readonly spec: unknown }).spec;
}

/** The status and scale subresources. */
export const subresourceCases: readonly ConformanceCase[] = [
  {
    name: 'a status update changes the status alone',
    async run({ api, namespace, widget }) {
      const made = await api.create(Widget, widget('a'));
      const changed = {
        ...made,
        metadata: { ...made.metadata, labels: { a: 'b' } },
        spec: { ...made.spec, code: 'abc' },
        status: { phase: 'Ready' },
      };
      const updated = await api.update(Widget, changed, { subresource: 'status' });
      assert.deepEqual(
        [updated.status, updated.spec, updated.metadata.labels],
        [{ phase: 'Ready' }, made.spec, undefined],
      );
      assert.equal(updated.metadata.generation, 1);
      assert.deepEqual(await api.get(Widget, { namespace, name: 'a' }), updated);
    },
  },
  {
    name: 'a status update of an old revision is refused',
    async run({ api, widget, refuses }) {
      const made = await api.create(Widget, widget('a'));
      await api.update(Widget, { ...made, status: { phase: 'One' } }, { subresource: 'status' });
      await refuses(api.update(Widget, { ...made, status: { phase: 'Two' } }, { subresource: 'status' }), 'Conflict');
    },
  },
  {
    name: 'a status that breaks the schema is refused',
    async run({ api, namespace, widget, refuses }) {
      await api.create(Widget, widget('a'));
      const body = { status: { conditions: [{ type: 'Ready', status: 'Perhaps' }] } };
      await refuses(
        api.patch(Widget, { namespace, name: 'a' }, { type: 'merge', body, subresource: 'status' }),
        'Invalid',
        /status\.conditions\[0\]\.status: Unsupported value: "Perhaps"/,
      );
    },
  },
  {
    name: 'a status patch ignores everything but the status',
    async run({ api, namespace, widget }) {
      await api.create(Widget, widget('a'));
      const body = { spec: { replicas: 9 }, status: { phase: 'Ready' } };
      const patched = await api.patch(Widget, { namespace, name: 'a' }, { type: 'merge', body, subresource: 'status' });
      assert.deepEqual([patched.spec.replicas, patched.status], [1, { phase: 'Ready' }]);
    },
  },
  {
    name: 'a status update that changes nothing writes nothing',
    async run({ api, widget }) {
      const made = await api.create(Widget, widget('a'));
      const once = await api.update(Widget, { ...made, status: { phase: 'Ready' } }, { subresource: 'status' });
      assert.deepEqual(await api.update(Widget, once, { subresource: 'status' }), once);
    },
  },
  {
    name: 'a status write of a kind without a status subresource is refused',
    async run({ api, namespace, refuses }) {
      await api.create(Gadget, {
        apiVersion: 'conformance.slipway.dev/v1',
        kind: 'Gadget',
        metadata: { name: namespace },
      });
      await refuses(
        api.patch(Gadget, { name: namespace }, { type: 'merge', body: { status: {} }, subresource: 'status' }),
        'NotFound',
      );
    },
  },
  {
    name: 'a status update records its manager with the subresource',
    async run({ api, widget }) {
      const made = await api.create(Widget, widget('a'), { fieldManager: 'user' });
      const updated = await api.update(
        Widget,
        { ...made, status: { phase: 'Ready' } },
        { subresource: 'status', fieldManager: 'controller' },
      );
      const entry = updated.metadata.managedFields?.find(({ manager }) => manager === 'controller');
      assert.deepEqual([entry?.operation, entry?.subresource], ['Update', 'status']);
      assert.ok(entry && 'f:phase' in (entry.fieldsV1['f:status'] as object));
    },
  },
  {
    name: 'a Scale update changes the replicas and gives a Scale',
    async run({ api, namespace, widget }) {
      const made = await api.create(Widget, widget('a'));
      await api.update(Widget, { ...made, status: { replicas: 1, selector: 'app=a' } }, { subresource: 'status' });
      const result: KubeObject = await api.update(Widget, scale({ name: 'a', namespace }, 4), { subresource: 'scale' });
      assert.deepEqual([result.kind, result.apiVersion, result.metadata.name], ['Scale', 'autoscaling/v1', 'a']);
      assert.deepEqual(specOf(result), { replicas: 4 });
      assert.deepEqual((result as unknown as { status: unknown }).status, { replicas: 1, selector: 'app=a' });
      const { spec, metadata } = await api.get(Widget, { namespace, name: 'a' });
      assert.deepEqual([spec.replicas, spec.mode, metadata.generation], [4, 'Auto', 2]);
      assert.equal(
        metadata.managedFields?.some((entry) => entry.subresource === 'scale'),
        true,
      );
    },
  },
  {
    name: 'a Scale patch changes the replicas',
    async run({ api, namespace, widget }) {
      await api.create(Widget, widget('a'));
      const patch = { type: 'merge', body: { spec: { replicas: 7 } }, subresource: 'scale' } as const;
      assert.deepEqual(specOf(await api.patch(Widget, { namespace, name: 'a' }, patch)), { replicas: 7 });
      assert.equal((await api.get(Widget, { namespace, name: 'a' })).spec.replicas, 7);
    },
  },
  {
    name: 'a Scale of an old revision is refused',
    async run({ api, namespace, widget, refuses }) {
      const { metadata } = await api.create(Widget, widget('a'));
      await api.patch(Widget, { namespace, name: 'a' }, { type: 'merge', body: { spec: { code: 'abc' } } });
      const old = scale({ name: 'a', namespace, resourceVersion: metadata.resourceVersion }, 2);
      await refuses(api.update(Widget, old, { subresource: 'scale' }), 'Conflict');
    },
  },
  {
    name: 'a Scale beyond what the schema allows is refused',
    async run({ api, namespace, widget, refuses }) {
      await api.create(Widget, widget('a'));
      await refuses(api.update(Widget, scale({ name: 'a', namespace }, -1), { subresource: 'scale' }), 'Invalid');
      await refuses(api.update(Widget, scale({ name: 'a', namespace }, 101), { subresource: 'scale' }), 'Invalid');
    },
  },
  {
    name: 'a kind without a scale subresource has no Scale',
    async run({ api, namespace, refuses }) {
      await api.create(Gadget, {
        apiVersion: 'conformance.slipway.dev/v1',
        kind: 'Gadget',
        metadata: { name: namespace },
      });
      await refuses(
        api.patch(
          Gadget,
          { name: namespace },
          { type: 'merge', body: { spec: { replicas: 1 } }, subresource: 'scale' },
        ),
        'NotFound',
      );
    },
  },
];
