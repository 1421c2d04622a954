import assert from 'node:assert/strict';
import type { ConformanceCase } from './conformance-case.ts';
import { Widget } from './widget.ts';

function names(list: { readonly items: readonly Widget[] }): readonly string[] {
  return list.items.map((item) => item.metadata.name);
}

/** Get and list. */
export const readCases: readonly ConformanceCase[] = [
  {
    name: 'get gives what was created',
    async run({ api, namespace, widget }) {
      const made = await api.create(Widget, widget('a'));
      assert.deepEqual(await api.get(Widget, { namespace, name: 'a' }), made);
    },
  },
  {
    name: 'get of an absent object is refused',
    async run({ api, namespace, refuses }) {
      await refuses(
        api.get(Widget, { namespace, name: 'absent' }),
        'NotFound',
        /widgets\.conformance\.slipway\.dev "absent" not found/,
      );
    },
  },
  {
    name: 'get of a namespaced kind without namespace is refused',
    async run({ api, refuses }) {
      await refuses(api.get(Widget, { name: 'a' }), 'BadRequest');
    },
  },
  {
    name: 'list gives the objects of a namespace in order',
    async run({ api, namespace, widget }) {
      for (const name of ['b', 'a', 'c']) await api.create(Widget, widget(name));
      assert.deepEqual(names(await api.list(Widget, { namespace })), ['a', 'b', 'c']);
    },
  },
  {
    name: 'list without namespace gives the objects of all of them',
    async run({ api, namespace, widget }) {
      await api.create(Widget, widget('a'));
      const { items } = await api.list(Widget);
      assert.ok(items.some((item) => item.metadata.namespace === namespace));
    },
  },
  {
    name: 'list shows a write that was answered before',
    async run({ api, namespace, widget }) {
      const made = await api.create(Widget, widget('a'));
      const list = await api.list(Widget, { namespace });
      assert.ok(BigInt(list.resourceVersion) >= BigInt(made.metadata.resourceVersion));
      assert.deepEqual(list.items, [made]);
    },
  },
  {
    name: 'list selects by labels',
    async run({ api, namespace, widget }) {
      await api.create(Widget, widget('a', {}, { labels: { tier: 'gold', zone: 'x' } }));
      await api.create(Widget, widget('b', {}, { labels: { tier: 'tin' } }));
      await api.create(Widget, widget('c'));
      const select = async (labelSelector: string) =>
        names(await api.list(Widget, { namespace, labelSelector })).join('');
      assert.equal(await select('tier=gold'), 'a');
      assert.equal(await select('tier==tin'), 'b');
      assert.equal(await select('tier!=gold'), 'bc');
      assert.equal(await select('tier in (gold, tin),zone'), 'a');
      assert.equal(await select('tier notin (gold)'), 'bc');
      assert.equal(await select('!tier'), 'c');
    },
  },
  {
    name: 'a malformed label selector is refused',
    async run({ api, namespace, refuses }) {
      await refuses(api.list(Widget, { namespace, labelSelector: 'a=b=c!' }), 'BadRequest');
    },
  },
  {
    name: 'list selects by metadata.name and by the selectable fields of the kind',
    async run({ api, namespace, widget }) {
      await api.create(Widget, widget('a', { mode: 'Manual' }));
      await api.create(Widget, widget('b'));
      assert.deepEqual(names(await api.list(Widget, { namespace, fieldSelector: 'metadata.name=b' })), ['b']);
      assert.deepEqual(names(await api.list(Widget, { namespace, fieldSelector: 'spec.mode=Manual' })), ['a']);
      assert.deepEqual(names(await api.list(Widget, { namespace, fieldSelector: 'spec.mode!=Manual' })), ['b']);
    },
  },
  {
    name: 'a field selector on another field is refused',
    async run({ api, namespace, refuses }) {
      await refuses(
        api.list(Widget, { namespace, fieldSelector: 'spec.code=x' }),
        'BadRequest',
        /field label not supported/,
      );
    },
  },
  {
    name: 'list pages through one consistent state',
    async run({ api, namespace, widget }) {
      for (const name of ['a', 'b', 'c', 'd', 'e']) await api.create(Widget, widget(name));
      const first = await api.list(Widget, { namespace, limit: 2 });
      assert.deepEqual([names(first).join(''), first.remainingItemCount], ['ab', 3]);
      await api.delete(Widget, { namespace, name: 'c' });
      await api.create(Widget, widget('cc'));
      const second = await api.list(Widget, { namespace, limit: 2, continue: first.continue ?? '' });
      assert.equal(names(second).join(''), 'cd');
      assert.equal(second.resourceVersion, first.resourceVersion);
      const third = await api.list(Widget, { namespace, limit: 2, continue: second.continue ?? '' });
      assert.deepEqual([names(third).join(''), third.continue], ['e', undefined]);
    },
  },
  {
    name: 'a continue token that is none is refused',
    async run({ api, namespace, refuses }) {
      await refuses(api.list(Widget, { namespace, limit: 1, continue: 'nonsense' }), 'BadRequest');
    },
  },
];
