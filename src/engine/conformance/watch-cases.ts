import assert from 'node:assert/strict';
import type { ConformanceCase } from './conformance-case.ts';
import { Widget } from './widget.ts';

/** Watches. */
export const watchCases: readonly ConformanceCase[] = [
  {
    name: 'a watch from a list tells every later change in order',
    async run({ api, namespace, widget, read }) {
      await api.create(Widget, widget('before'));
      const { resourceVersion } = await api.list(Widget, { namespace });
      const watch = api.watch(Widget, { namespace, resourceVersion });
      await api.create(Widget, widget('a'));
      await api.patch(Widget, { namespace, name: 'a' }, { type: 'merge', body: { spec: { code: 'abc' } } });
      await api.delete(Widget, { namespace, name: 'a' });
      assert.deepEqual(await read(watch, 3), ['ADDED a', 'MODIFIED a', 'DELETED a']);
      watch.close();
    },
  },
  {
    name: 'a watch without a resourceVersion starts with what exists',
    async run({ api, namespace, widget, read }) {
      await api.create(Widget, widget('b'));
      await api.create(Widget, widget('a'));
      const watch = api.watch(Widget, { namespace });
      assert.deepEqual([...(await read(watch, 2))].sort(), ['ADDED a', 'ADDED b']);
      await api.create(Widget, widget('c'));
      assert.deepEqual(await read(watch, 1), ['ADDED c']);
      watch.close();
    },
  },
  {
    name: 'sendInitialEvents marks the end of what exists with a bookmark',
    async run({ api, namespace, widget }) {
      const made = await api.create(Widget, widget('a'));
      const watch = api.watch(Widget, { namespace, sendInitialEvents: true, allowBookmarks: true });
      const events = [...(await watch.next())];
      while (!events.some((event) => event.type === 'BOOKMARK')) events.push(...(await watch.next()));
      assert.deepEqual(events[0], { type: 'ADDED', object: made });
      const bookmark = events.find((event) => event.type === 'BOOKMARK');
      assert.equal(bookmark?.initialEventsEnd, true);
      assert.ok(BigInt(bookmark?.resourceVersion ?? 0) >= BigInt(made.metadata.resourceVersion));
      watch.close();
    },
  },
  {
    name: 'a watch tells nothing of other namespaces',
    async run({ api, namespace, widget, read }) {
      const { resourceVersion } = await api.list(Widget, { namespace });
      const watch = api.watch(Widget, { namespace, resourceVersion });
      await api.create(Widget, widget('elsewhere', {}, { namespace: 'default' }));
      await api.delete(Widget, { namespace: 'default', name: 'elsewhere' });
      await api.create(Widget, widget('here'));
      assert.deepEqual(await read(watch, 1), ['ADDED here']);
      watch.close();
    },
  },
  {
    name: 'for a watch with a label selector an object that starts to match is added, one that stops is deleted',
    async run({ api, namespace, widget, read }) {
      const { resourceVersion } = await api.list(Widget, { namespace });
      const watch = api.watch(Widget, { namespace, resourceVersion, labelSelector: 'on=yes' });
      const label = (on: string) =>
        api.patch(Widget, { namespace, name: 'a' }, { type: 'merge', body: { metadata: { labels: { on } } } });
      await api.create(Widget, widget('a'));
      await label('yes');
      await api.patch(Widget, { namespace, name: 'a' }, { type: 'merge', body: { spec: { code: 'abc' } } });
      await label('no');
      await label('yes');
      assert.deepEqual(await read(watch, 4), ['ADDED a', 'MODIFIED a', 'DELETED a', 'ADDED a']);
      watch.close();
    },
  },
  {
    name: 'a watch with a field selector follows one name',
    async run({ api, namespace, widget, read }) {
      const { resourceVersion } = await api.list(Widget, { namespace });
      const watch = api.watch(Widget, { namespace, resourceVersion, fieldSelector: 'metadata.name=b' });
      for (const name of ['a', 'b', 'c']) await api.create(Widget, widget(name));
      assert.deepEqual(await read(watch, 1), ['ADDED b']);
      watch.close();
    },
  },
  {
    name: 'the last event of an object carries the revision of its deletion',
    async run({ api, namespace, widget }) {
      const made = await api.create(Widget, widget('a'));
      const watch = api.watch(Widget, { namespace, resourceVersion: made.metadata.resourceVersion });
      await api.delete(Widget, { namespace, name: 'a' });
      const [event] = await watch.next();
      assert.ok(event?.type === 'DELETED');
      assert.equal(event.object.metadata.uid, made.metadata.uid);
      assert.ok(BigInt(event.object.metadata.resourceVersion) > BigInt(made.metadata.resourceVersion));
      watch.close();
    },
  },
  {
    name: 'a closed watch ends',
    async run({ api, namespace }) {
      const watch = api.watch(Widget, {
        namespace,
        resourceVersion: (await api.list(Widget, { namespace })).resourceVersion,
      });
      const pending = watch.next();
      watch.close();
      assert.deepEqual(await pending, []);
      assert.deepEqual(await watch.next(), []);
    },
  },
  {
    name: 'an aborted signal ends a watch',
    async run({ api, namespace }) {
      const stop = new AbortController();
      const { resourceVersion } = await api.list(Widget, { namespace });
      const watch = api.watch(Widget, { namespace, resourceVersion, signal: stop.signal });
      const pending = watch.next();
      stop.abort();
      assert.deepEqual(await pending, []);
    },
  },
  {
    name: 'every watcher hears every change',
    async run({ api, namespace, widget, read }) {
      const { resourceVersion } = await api.list(Widget, { namespace });
      const watches = [1, 2, 3].map(() => api.watch(Widget, { namespace, resourceVersion }));
      await Promise.all(['a', 'b', 'c', 'd'].map((name) => api.create(Widget, widget(name))));
      const heard = await Promise.all(watches.map((watch) => read(watch, 4)));
      for (const events of heard) assert.deepEqual(events, heard[0]);
      assert.deepEqual([...(heard[0] ?? [])].sort(), ['ADDED a', 'ADDED b', 'ADDED c', 'ADDED d']);
      for (const watch of watches) watch.close();
    },
  },
  {
    name: 'a watch with a malformed selector is refused by its first read',
    async run({ api, namespace, refuses }) {
      const watch = api.watch(Widget, { namespace, labelSelector: 'a in b' });
      await refuses(watch.next(), 'BadRequest');
    },
  },
];
