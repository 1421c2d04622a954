import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Namespace } from '#api/builtin/namespace.ts';
import { kinds as ownKinds } from '#api/kinds.ts';
import { ApiError } from '#api/meta/api-error.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { ObjectApi, Watch } from '#capabilities/object-api.ts';
import { MemoryStorage } from '#storage/memory/memory-storage.ts';
import { Expressions } from './cel/expressions.ts';
import { openTestEngine } from './conformance/open-test-engine.ts';
import { Widget } from './conformance/widget.ts';
import { createEngine } from './create-engine.ts';
import { KindRegistry } from './kind-registry.ts';
import { compileSchema, type SchemaNode } from './schema/compile-schema.ts';

const namespace = 'default';
const apiVersion = 'conformance.slipway.dev/v1';

function widget(name: string, spec: Widget['spec'] = {}) {
  return { apiVersion, kind: 'Widget', metadata: { name, namespace }, spec };
}

test('an engine that starts on what another stored shows the same objects at the same revisions', async () => {
  const { api, storage } = await openTestEngine();
  const made = await api.create(Widget, widget('a', { parts: [{ name: 'x' }] }));
  const second = (await openTestEngine({ storage })).api;
  assert.deepEqual(await second.get(Widget, { namespace, name: 'a' }), made);
  assert.equal(second.revision(), api.revision());
  await storage.close();
});

test('what was stored before a field had a default has it when it is read, without a write', async () => {
  const storage = new MemoryStorage('test');
  const stored = { apiVersion, kind: 'Widget', metadata: { name: 'old', namespace, uid: 'u' }, spec: { code: 'abc' } };
  const key = `conformance.slipway.dev/widgets/${namespace}/old`;
  await storage.put({ key, value: new TextEncoder().encode(JSON.stringify(stored)), expected: 0 });
  const { api } = await openTestEngine({ storage });
  const revision = api.revision();
  const read = await api.get(Widget, { namespace, name: 'old' });
  assert.equal(read.spec.mode, 'Auto');
  assert.equal(read.spec.code, 'abc');
  assert.equal(api.revision(), revision);
  await storage.close();
});

test('two engines on one storage see and respect each other', async () => {
  const { api, storage } = await openTestEngine();
  const other = (await openTestEngine({ storage })).api;
  const made = await api.create(Widget, widget('a'));
  const changed = await other.update(Widget, { ...made, spec: { ...made.spec, code: 'abc' } });
  assert.deepEqual(await api.get(Widget, { namespace, name: 'a' }), changed);
  await assert.rejects(api.update(Widget, { ...made, spec: { ...made.spec, code: 'xyz' } }), /has been modified/);
  await storage.close();
});

test('a watch from a revision that is no longer kept expires', async () => {
  const { api, storage } = await openTestEngine({ watchWindow: 5 });
  const { resourceVersion } = await api.list(Widget);
  for (let index = 0; index < 12; index++) await api.create(Widget, widget(`w${index}`));
  const late = api.watch(Widget, { resourceVersion });
  await assert.rejects(
    late.next(),
    (error) => error instanceof ApiError && error.reason === 'Expired' && error.code === 410,
  );
  await storage.close();
});

test('a watch that is read too slowly expires instead of growing', async () => {
  const { api, storage } = await openTestEngine({ watchWindow: 5 });
  const slow = api.watch(Widget, { sendInitialEvents: true, allowBookmarks: true });
  await slow.next();
  for (let index = 0; index < 12; index++) await api.create(Widget, widget(`w${index}`));
  await assert.rejects(slow.next(), (error) => error instanceof ApiError && error.reason === 'Expired');
  assert.deepEqual(await slow.next(), []);
  await storage.close();
});

test('a watch hears of progress that does not concern it', async () => {
  const { api, storage } = await openTestEngine();
  const { resourceVersion } = await api.list(Namespace);
  const watch = api.watch(Namespace, { resourceVersion, allowBookmarks: true });
  const next = watch.next();
  for (let index = 0; index < 1001; index++) await api.create(Widget, widget(`w${index}`));
  const [event] = await next;
  assert.ok(event?.type === 'BOOKMARK' && Number(event.resourceVersion) > Number(resourceVersion));
  watch.close();
  await storage.close();
});

test('a kind that is not served is refused', async () => {
  const storage = new MemoryStorage('test');
  const clock = { now: () => 0 };
  const randomness = { fraction: () => 0, bytes: (count: number) => new Uint8Array(count), uuid: () => 'u' };
  const api = createEngine({ storage, kinds: [], clock, randomness });
  await assert.rejects(api.list(Widget), (error) => error instanceof ApiError && error.reason === 'NotFound');
  await storage.close();
});

test('keys that reach a prototype are refused wherever they stand', async () => {
  const { api, storage } = await openTestEngine();
  for (const key of ['__proto__', 'constructor', 'prototype']) {
    const extra = JSON.parse(`{"deep": [{"${key}": {"polluted": true}}]}`) as { [name: string]: unknown };
    await assert.rejects(api.create(Widget, widget('a', { extra })), /is not allowed/);
  }
  const body = JSON.parse('{"spec": {"extra": {"__proto__": {"polluted": true}}}}') as unknown;
  await api.create(Widget, widget('b'));
  await assert.rejects(api.patch(Widget, { namespace, name: 'b' }, { type: 'merge', body }), /is not allowed/);
  assert.equal(({} as { polluted?: boolean }).polluted, undefined);
  await storage.close();
});

test('the message of a refused Secret shows no value', async () => {
  const { api, storage } = await openTestEngine();
  const { Secret } = await import('#api/builtin/secret.ts');
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 's', namespace },
    type: 'Opaque',
    data: { a: 'hunter2!' },
  };
  await assert.rejects(
    api.create(Secret, secret),
    (error: Error) => /data\.a/.test(error.message) && !/hunter2/.test(JSON.stringify(error) + error.message),
  );
  await storage.close();
});

test('a mistyped field is refused with the nearest known one', async () => {
  const { api, storage } = await openTestEngine();
  const odd = { ...widget('a'), spec: { replcas: 3 } };
  await assert.rejects(
    api.create(Widget, odd as never, { fieldValidation: 'Strict' }),
    /unknown field "spec\.replcas", did you mean "replicas"\?/,
  );
  await storage.close();
});

test('a name or a finalizer that is no text and cannot be made one is refused with a sentence', async () => {
  const { api, storage } = await openTestEngine();
  await api.create(Widget, { ...widget('a'), metadata: { namespace: 'default', name: 'a', finalizers: ['a.b/c'] } });
  await api.delete(Widget, { namespace: 'default', name: 'a' });
  const odd = { toString: 1 };
  for (const metadata of [{ name: odd }, { namespace: [odd] }, { finalizers: [odd] }]) {
    const patch = api.patch(Widget, { namespace: 'default', name: 'a' }, { type: 'merge', body: { metadata } });
    await assert.rejects(patch, (error) => error instanceof ApiError && error.code < 500);
  }
  await storage.close();
});

test('a patch cannot reach the prototype of other objects', async () => {
  const { api, storage } = await openTestEngine();
  await api.create(Widget, widget('a'));
  const before = Object.getOwnPropertyNames(Object.prototype);
  const bodies = [
    '{"__proto__":{"polluted":"x"}}',
    '{"metadata":{"labels":{"constructor":{"prototype":{"polluted":"x"}}}}}',
  ];
  for (const body of bodies.map((text): unknown => JSON.parse(text))) {
    const strategic = api.patch(Namespace, { name: namespace }, { type: 'strategic', body });
    await assert.rejects(strategic, (error) => error instanceof ApiError && error.reason === 'BadRequest');
    const merge = api.patch(Widget, { namespace, name: 'a' }, { type: 'merge', body });
    await assert.rejects(merge, (error) => error instanceof ApiError && error.reason === 'BadRequest');
  }
  assert.deepEqual(Object.getOwnPropertyNames(Object.prototype), before);
  await storage.close();
});

test('the rules and patterns of every own kind are well formed', () => {
  const expressions = new Expressions();
  const check = (node: SchemaNode): void => {
    if (node.schema.pattern !== undefined) expressions.matches('', node.schema.pattern);
    for (const child of [...node.properties.values(), node.items, node.additional]) if (child) check(child);
  };
  new KindRegistry(ownKinds, expressions);
  for (const kind of ownKinds) check(compileSchema(kind.schema));
});

interface Action {
  readonly verb: 'create' | 'spec' | 'label' | 'status' | 'hold' | 'release' | 'delete';
  readonly name: string;
  readonly value: number;
}

const actions: fc.Arbitrary<Action> = fc.record({
  verb: fc.constantFrom('create', 'spec', 'label', 'status', 'hold', 'release', 'delete'),
  name: fc.constantFrom('a', 'b', 'c'),
  value: fc.integer({ min: 0, max: 3 }),
});

interface ModelObject {
  readonly min?: number;
  readonly label?: string;
  readonly phase?: string;
  readonly held?: boolean;
  readonly deleting?: boolean;
  readonly generation: number;
}

/** What an action makes of one object; a text where it is refused. */
function modelOf(
  before: ModelObject | undefined,
  { verb, value }: Action,
): ModelObject | 'AlreadyExists' | 'NotFound' | undefined | 'Invalid' {
  if (verb === 'create') return before ? 'AlreadyExists' : { min: value, generation: 1 };
  if (!before) return 'NotFound';
  if (verb === 'spec') return { ...before, min: value, generation: before.generation + (before.min === value ? 0 : 1) };
  if (verb === 'label') return { ...before, label: String(value) };
  if (verb === 'status') return { ...before, phase: String(value) };
  if (verb === 'hold') return before.deleting && !before.held ? 'Invalid' : { ...before, held: true };
  if (verb === 'release') return before.deleting ? undefined : { ...before, held: false };
  if (!before.held) return undefined;
  return before.deleting ? before : { ...before, deleting: true, generation: before.generation + 1 };
}

function perform(api: ObjectApi, { verb, name, value }: Action): Promise<unknown> {
  const key = { namespace, name };
  const merge = (body: unknown) => api.patch(Widget, key, { type: 'merge', body });
  if (verb === 'create') return api.create(Widget, widget(name, { min: value }));
  if (verb === 'spec') return merge({ spec: { min: value } });
  if (verb === 'label') return merge({ metadata: { labels: { value: String(value) } } });
  if (verb === 'status')
    return api.patch(Widget, key, { type: 'merge', body: { status: { phase: String(value) } }, subresource: 'status' });
  if (verb === 'hold') return merge({ metadata: { finalizers: ['example.com/hold'] } });
  if (verb === 'release') return merge({ metadata: { finalizers: null } });
  return api.delete(Widget, key);
}

/** What an observer of all events believes to exist once it has heard of the object `last`. */
async function replay(watch: Watch<KubeObject>): Promise<ReadonlyMap<string, KubeObject>> {
  const believed = new Map<string, KubeObject>();
  for (;;) {
    for (const event of await watch.next()) {
      if (event.type === 'BOOKMARK') continue;
      const { name } = event.object.metadata;
      assert.equal(believed.has(name), event.type !== 'ADDED', `${event.type} ${name}`);
      if (event.type === 'DELETED') believed.delete(name);
      else believed.set(name, event.object);
      if (name === 'last') return believed;
    }
  }
}

test('any history of one client is that of the naive model, and a watch tells all of it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(actions, { maxLength: 25 }), async (history) => {
      const { api, storage } = await openTestEngine();
      const { resourceVersion } = await api.list(Widget);
      const watch = api.watch(Widget, { resourceVersion, allowBookmarks: true });
      const model = new Map<string, ModelObject>();
      for (const action of history) {
        const expected = modelOf(model.get(action.name), action);
        const outcome = await perform(api, action).then(
          () => 'done',
          (error: unknown) => (error instanceof ApiError ? error.reason : String(error)),
        );
        assert.equal(outcome, typeof expected === 'string' ? expected : 'done', JSON.stringify(action));
        if (expected === undefined) model.delete(action.name);
        else if (typeof expected !== 'string') model.set(action.name, expected);
      }
      const { items } = await api.list(Widget);
      assert.deepEqual(
        items.map(summary),
        [...model]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, object]) => ({ name, held: false, deleting: false, ...object })),
      );
      await api.create(Widget, widget('last'));
      const last = await api.get(Widget, { namespace, name: 'last' });
      const believed = await replay(watch);
      assert.deepEqual(
        [...believed.values()].sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1)),
        [...items, last],
      );
      watch.close();
      await storage.close();
    }),
    { numRuns: 60, seed: 21 },
  );
});

function summary({ metadata, spec, status }: Widget): ModelObject & { readonly name: string } {
  const label = metadata.labels?.['value'];
  return {
    name: metadata.name,
    generation: metadata.generation ?? 0,
    held: (metadata.finalizers ?? []).length > 0,
    deleting: metadata.deletionTimestamp !== undefined,
    ...(spec.min === undefined ? {} : { min: spec.min }),
    ...(label === undefined ? {} : { label }),
    ...(status?.phase === undefined ? {} : { phase: status.phase }),
  };
}
