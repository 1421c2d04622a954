import assert from 'node:assert/strict';
import type { ConformanceCase } from './conformance-case.ts';
import { Widget } from './widget.ts';

const finalizers = ['conformance.slipway.dev/hold'];

/** Deletion and finalizers. */
export const deleteCases: readonly ConformanceCase[] = [
  {
    name: 'delete removes an object',
    async run({ api, namespace, widget, refuses }) {
      await api.create(Widget, widget('a'));
      await api.delete(Widget, { namespace, name: 'a' });
      await refuses(api.get(Widget, { namespace, name: 'a' }), 'NotFound');
    },
  },
  {
    name: 'delete of an absent object is refused',
    async run({ api, namespace, refuses }) {
      await refuses(api.delete(Widget, { namespace, name: 'absent' }), 'NotFound');
    },
  },
  {
    name: 'a name can be used again, for an object with another uid',
    async run({ api, namespace, widget }) {
      const first = await api.create(Widget, widget('a'));
      await api.delete(Widget, { namespace, name: 'a' });
      const second = await api.create(Widget, widget('a'));
      assert.notEqual(second.metadata.uid, first.metadata.uid);
    },
  },
  {
    name: 'finalizers hold a deleted object until the last one is removed',
    async run({ api, namespace, widget, refuses }) {
      await api.create(Widget, widget('a', {}, { finalizers: [...finalizers, 'conformance.slipway.dev/other'] }));
      const deleting = await api.delete(Widget, { namespace, name: 'a' });
      assert.match(deleting.metadata.deletionTimestamp ?? '', /Z$/);
      assert.equal(deleting.metadata.generation, 2);
      const held = await api.patch(
        Widget,
        { namespace, name: 'a' },
        { type: 'merge', body: { metadata: { finalizers } } },
      );
      assert.deepEqual(held.metadata.finalizers, finalizers);
      const last = await api.patch(
        Widget,
        { namespace, name: 'a' },
        { type: 'merge', body: { metadata: { finalizers: null } } },
      );
      assert.equal(last.metadata.resourceVersion, held.metadata.resourceVersion, 'nothing of it was stored');
      await refuses(api.get(Widget, { namespace, name: 'a' }), 'NotFound');
    },
  },
  {
    name: 'deleting twice changes nothing the second time',
    async run({ api, namespace, widget }) {
      await api.create(Widget, widget('a', {}, { finalizers }));
      const first = await api.delete(Widget, { namespace, name: 'a' });
      const second = await api.delete(Widget, { namespace, name: 'a' });
      assert.equal(second.metadata.resourceVersion, first.metadata.resourceVersion);
      await api.patch(Widget, { namespace, name: 'a' }, { type: 'merge', body: { metadata: { finalizers: null } } });
    },
  },
  {
    name: 'no finalizer can be added to an object that is being deleted',
    async run({ api, namespace, widget, refuses }) {
      await api.create(Widget, widget('a', {}, { finalizers }));
      await api.delete(Widget, { namespace, name: 'a' });
      const body = { metadata: { finalizers: [...finalizers, 'conformance.slipway.dev/new'] } };
      await refuses(
        api.patch(Widget, { namespace, name: 'a' }, { type: 'merge', body }),
        'Invalid',
        /no new finalizers can be added if the object is being deleted/,
      );
      await api.patch(Widget, { namespace, name: 'a' }, { type: 'merge', body: { metadata: { finalizers: null } } });
    },
  },
  {
    name: 'an object that is being deleted can still be changed',
    async run({ api, namespace, widget }) {
      await api.create(Widget, widget('a', {}, { finalizers }));
      await api.delete(Widget, { namespace, name: 'a' });
      const changed = await api.patch(
        Widget,
        { namespace, name: 'a' },
        { type: 'merge', body: { spec: { code: 'abc' } } },
      );
      assert.equal(changed.spec.code, 'abc');
      await api.patch(Widget, { namespace, name: 'a' }, { type: 'merge', body: { metadata: { finalizers: null } } });
    },
  },
  {
    name: 'a deletion cannot be taken back',
    async run({ api, namespace, widget }) {
      await api.create(Widget, widget('a', {}, { finalizers }));
      const deleting = await api.delete(Widget, { namespace, name: 'a' });
      const { deletionTimestamp: _, ...metadata } = deleting.metadata;
      const updated = await api.update(Widget, { ...deleting, metadata });
      assert.equal(updated.metadata.deletionTimestamp, deleting.metadata.deletionTimestamp);
      await api.patch(Widget, { namespace, name: 'a' }, { type: 'merge', body: { metadata: { finalizers: null } } });
    },
  },
  {
    name: 'delete with another uid or resourceVersion than expected is refused',
    async run({ api, namespace, widget, refuses }) {
      const { metadata } = await api.create(Widget, widget('a'));
      const key = { namespace, name: 'a' };
      await refuses(
        api.delete(Widget, key, { preconditions: { uid: 'other' } }),
        'Conflict',
        /the UID in the precondition/,
      );
      await refuses(
        api.delete(Widget, key, { preconditions: { resourceVersion: '1' } }),
        'Conflict',
        /the ResourceVersion in the precondition/,
      );
      await api.delete(Widget, key, {
        preconditions: { uid: metadata.uid, resourceVersion: metadata.resourceVersion },
      });
    },
  },
  {
    name: 'delete with dryRun removes nothing',
    async run({ api, namespace, widget }) {
      const made = await api.create(Widget, widget('a'));
      await api.delete(Widget, { namespace, name: 'a' }, { dryRun: true });
      assert.deepEqual(await api.get(Widget, { namespace, name: 'a' }), made);
    },
  },
  {
    name: 'removing the finalizers of an object that is not being deleted keeps it',
    async run({ api, namespace, widget }) {
      await api.create(Widget, widget('a', {}, { finalizers }));
      await api.patch(Widget, { namespace, name: 'a' }, { type: 'merge', body: { metadata: { finalizers: null } } });
      const { metadata } = await api.get(Widget, { namespace, name: 'a' });
      assert.equal(metadata.finalizers, undefined);
    },
  },
];
