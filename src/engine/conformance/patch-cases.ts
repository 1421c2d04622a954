import assert from 'node:assert/strict';
import { ConfigMap } from '#api/builtin/config-map.ts';
import type { ConformanceCase } from './conformance-case.ts';
import { Widget } from './widget.ts';

/** Patches. */
export const patchCases: readonly ConformanceCase[] = [
  {
    name: 'a merge patch changes, adds and removes members',
    async run({ api, namespace, widget }) {
      await api.create(Widget, widget('a', { code: 'abc', limits: { x: '1', y: '2' }, tags: ['t'] }));
      const body = { spec: { code: null, limits: { y: null, z: '3' }, tags: ['u', 'v'] } };
      const patch = api.patch(Widget, { namespace, name: 'a' }, { type: 'merge', body });
      // A rule of the kind forbids to take the code away.
      await assert.rejects(patch, /code must not be removed/);
      const patched = await api.patch(
        Widget,
        { namespace, name: 'a' },
        { type: 'merge', body: { spec: { ...body.spec, code: 'xyz' } } },
      );
      assert.deepEqual(patched.spec, {
        replicas: 1,
        mode: 'Auto',
        code: 'xyz',
        limits: { x: '1', z: '3' },
        tags: ['u', 'v'],
      });
      assert.equal(patched.metadata.generation, 2);
    },
  },
  {
    name: 'a JSON patch runs its operations in order',
    async run({ api, namespace, widget }) {
      await api.create(Widget, widget('a', { steps: ['one', 'two'], limits: { 'a/b': '1' } }));
      const body = [
        { op: 'test', path: '/spec/steps/0', value: 'one' },
        { op: 'add', path: '/spec/steps/-', value: 'three' },
        { op: 'remove', path: '/spec/steps/0' },
        { op: 'replace', path: '/spec/limits/a~1b', value: '2' },
        { op: 'add', path: '/metadata/labels', value: { l: 'm' } },
        { op: 'copy', from: '/spec/steps/0', path: '/spec/code' },
        { op: 'move', from: '/spec/steps/1', path: '/spec/steps/0' },
      ];
      const patched = await api.patch(Widget, { namespace, name: 'a' }, { type: 'json', body });
      assert.deepEqual(patched.spec.steps, ['three', 'two']);
      assert.deepEqual(
        [patched.spec.limits, patched.spec.code, patched.metadata.labels],
        [{ 'a/b': '2' }, 'two', { l: 'm' }],
      );
    },
  },
  {
    name: 'a JSON patch whose test fails is refused and changes nothing',
    async run({ api, namespace, widget, refuses }) {
      const made = await api.create(Widget, widget('a'));
      const body = [
        { op: 'add', path: '/spec/code', value: 'abc' },
        { op: 'test', path: '/spec/replicas', value: 9 },
      ];
      await refuses(api.patch(Widget, { namespace, name: 'a' }, { type: 'json', body }), 'Invalid');
      assert.deepEqual(await api.get(Widget, { namespace, name: 'a' }), made);
    },
  },
  {
    name: 'a strategic patch of a custom kind is refused',
    async run({ api, namespace, widget, refuses }) {
      await api.create(Widget, widget('a'));
      await refuses(
        api.patch(Widget, { namespace, name: 'a' }, { type: 'strategic', body: {} }),
        'UnsupportedMediaType',
      );
    },
  },
  {
    name: 'a strategic patch of a built-in kind merges',
    async run({ api, namespace }) {
      await api.create(ConfigMap, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'a', namespace, finalizers: ['x.example/a'] },
        data: { a: '1', b: '2' },
      });
      const body = { metadata: { finalizers: ['x.example/b'] }, data: { b: null, c: '3' } };
      const patched = await api.patch(ConfigMap, { namespace, name: 'a' }, { type: 'strategic', body });
      assert.deepEqual(patched.data, { a: '1', c: '3' });
      assert.deepEqual([...(patched.metadata.finalizers ?? [])].sort(), ['x.example/a', 'x.example/b']);
      await api.patch(ConfigMap, { namespace, name: 'a' }, { type: 'merge', body: { metadata: { finalizers: null } } });
    },
  },
  {
    name: 'a patch of an absent object is refused',
    async run({ api, namespace, refuses }) {
      await refuses(api.patch(Widget, { namespace, name: 'absent' }, { type: 'merge', body: {} }), 'NotFound');
    },
  },
  {
    name: 'a patch that changes nothing writes nothing',
    async run({ api, namespace, widget }) {
      const made = await api.create(Widget, widget('a'));
      const patched = await api.patch(
        Widget,
        { namespace, name: 'a' },
        { type: 'merge', body: { spec: { replicas: 1 } } },
      );
      assert.deepEqual(patched, made);
    },
  },
  {
    name: 'a patch with the resourceVersion of another state is refused',
    async run({ api, namespace, widget, refuses }) {
      const made = await api.create(Widget, widget('a'));
      await api.patch(Widget, { namespace, name: 'a' }, { type: 'merge', body: { spec: { replicas: 2 } } });
      const body = { metadata: { resourceVersion: made.metadata.resourceVersion }, spec: { replicas: 3 } };
      await refuses(api.patch(Widget, { namespace, name: 'a' }, { type: 'merge', body }), 'Conflict');
    },
  },
  {
    name: 'patches without a resourceVersion all get through',
    async run({ api, namespace, widget }) {
      await api.create(Widget, widget('a'));
      const keys = ['a', 'b', 'c', 'd', 'e', 'f'];
      await Promise.all(
        keys.map((key) =>
          api.patch(
            Widget,
            { namespace, name: 'a' },
            { type: 'merge', body: { metadata: { labels: { [key]: 'x' } } } },
          ),
        ),
      );
      const { metadata } = await api.get(Widget, { namespace, name: 'a' });
      assert.deepEqual(Object.keys(metadata.labels ?? {}).sort(), keys);
    },
  },
  {
    name: 'a patch may not rename an object',
    async run({ api, namespace, widget, refuses }) {
      await api.create(Widget, widget('a'));
      await refuses(
        api.patch(Widget, { namespace, name: 'a' }, { type: 'merge', body: { metadata: { name: 'b' } } }),
        'BadRequest',
        /name/,
      );
    },
  },
  {
    name: 'a patch of a malformed document is refused',
    async run({ api, namespace, widget, refuses }) {
      await api.create(Widget, widget('a'));
      await refuses(api.patch(Widget, { namespace, name: 'a' }, { type: 'json', body: ['nonsense'] }), 'BadRequest');
    },
  },
];
