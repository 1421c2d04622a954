import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ObjectApi } from '#capabilities/object-api.ts';
import { openTestEngine } from '../conformance/open-test-engine.ts';
import { Widget } from '../conformance/widget.ts';
import { FieldSet } from './field-set.ts';

const namespace = 'default';

/** A spec as leaves: path → value. An item of a list-map is a leaf of its own, besides its members. */
type Leaves = ReadonlyMap<string, string | number>;

function leavesOf(spec: Widget['spec']): Leaves {
  const leaves = new Map<string, string | number>();
  for (const name of ['min', 'max', 'note'] as const) {
    const value = spec[name];
    if (value !== undefined && value !== null) leaves.set(name, value);
  }
  for (const [key, value] of Object.entries(spec.limits ?? {})) leaves.set(`limits/${key}`, value);
  for (const tag of spec.tags ?? []) leaves.set(`tags/${tag}`, tag);
  for (const { name, color } of spec.parts ?? []) {
    leaves.set(`parts/${name}`, name);
    if (color !== undefined) leaves.set(`parts/${name}/color`, color);
  }
  return leaves;
}

/** Owners as the same paths, from managedFields. */
function ownersOf(object: Widget): ReadonlyMap<string, readonly string[]> {
  const owners = new Map<string, string[]>();
  for (const { manager, fieldsV1 } of object.metadata.managedFields ?? []) {
    for (const path of FieldSet.fromFieldsV1(fieldsV1).below('f:spec').paths()) {
      const name = path.map((element) => element.replace(/^f:|^v:"(.*)"$|^k:\{"name":"(.*)"\}$/, '$1$2')).join('/');
      owners.set(name, [...(owners.get(name) ?? []), manager].sort());
    }
  }
  return owners;
}

const letter = fc.constantFrom('x', 'y', 'z');
const specs: fc.Arbitrary<Widget['spec']> = fc.record(
  {
    min: fc.integer({ min: 0, max: 2 }),
    max: fc.integer({ min: 5, max: 7 }),
    note: fc.constantFrom('a', 'b'),
    limits: fc.dictionary(letter, fc.constantFrom('1', '2'), { minKeys: 1, noNullPrototype: true }),
    tags: fc.uniqueArray(letter, { minLength: 1 }),
    parts: fc.uniqueArray(
      fc.record({ name: letter, color: fc.constantFrom('blue', 'green') }, { requiredKeys: ['name'] }),
      {
        minLength: 1,
        selector: ({ name }) => name,
      },
    ),
  },
  { requiredKeys: [] },
);

interface Step {
  readonly verb: 'apply' | 'update';
  readonly manager: string;
  readonly spec: Widget['spec'];
}

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ verb: fc.constant('apply' as const), manager: fc.constantFrom('p', 'q', 'r'), spec: specs }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ verb: fc.constant('update' as const), manager: fc.constant('editor'), spec: specs }),
  },
);

/** Server-side apply in a dozen lines: every leaf has a value and owners. */
class NaiveModel {
  readonly leaves = new Map<string, { value: string | number; owners: Set<string> }>();

  apply(manager: string, spec: Widget['spec']): void {
    const named = leavesOf(spec);
    for (const [path, value] of named) {
      const leaf = this.leaves.get(path);
      if (leaf?.value === value) leaf.owners.add(manager);
      else this.leaves.set(path, { value, owners: new Set([manager]) });
    }
    for (const [path, leaf] of this.leaves) {
      if (named.has(path) || !leaf.owners.delete(manager)) continue;
      if (leaf.owners.size === 0) this.#remove(path);
    }
  }

  /** An item takes its members with it, whoever owns them. */
  #remove(path: string): void {
    for (const other of this.leaves.keys())
      if (other === path || other.startsWith(`${path}/`)) this.leaves.delete(other);
  }

  update(manager: string, spec: Widget['spec']): void {
    const wanted = leavesOf(spec);
    for (const path of this.leaves.keys()) if (!wanted.has(path)) this.leaves.delete(path);
    for (const [path, value] of wanted) {
      if (this.leaves.get(path)?.value !== value) this.leaves.set(path, { value, owners: new Set([manager]) });
    }
  }
}

async function run(api: ObjectApi, name: string, step: Step): Promise<Widget> {
  const metadata = { name, namespace };
  if (step.verb === 'apply') {
    return api.apply(Widget, { metadata, spec: step.spec }, { fieldManager: step.manager, force: true });
  }
  const live = await api.get(Widget, metadata);
  return api.update(
    Widget,
    { ...live, spec: { ...step.spec, replicas: 1, mode: 'Auto' } },
    { fieldManager: step.manager },
  );
}

test('values and owners after any applies and updates are those of the naive model', async () => {
  const { api, storage } = await openTestEngine();
  let round = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 8 }), async (history) => {
      const name = `w${round++}`;
      const model = new NaiveModel();
      await api.apply(Widget, { metadata: { name, namespace }, spec: {} }, { fieldManager: 'base' });
      for (const step of history) {
        model[step.verb](step.manager, step.spec);
        const object = await run(api, name, step);
        const expected = new Map([...model.leaves].map(([path, { value }]) => [path, value]));
        assert.deepEqual(sorted(leavesOf(object.spec)), sorted(expected));
        const owners = ownersOf(object);
        for (const [path, leaf] of model.leaves) assert.deepEqual(owners.get(path), [...leaf.owners].sort(), path);
      }
    }),
    { numRuns: 150, seed: 11 },
  );
  await storage.close();
});

test('applying the same again changes nothing', async () => {
  const { api, storage } = await openTestEngine();
  let round = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { maxLength: 4 }), specs, async (history, spec) => {
      const name = `w${round++}`;
      await api.apply(Widget, { metadata: { name, namespace }, spec: {} }, { fieldManager: 'base' });
      for (const step of history) await run(api, name, step);
      const step: Step = { verb: 'apply', manager: 'p', spec };
      const once = await run(api, name, step);
      assert.equal(await run(api, name, step), once);
    }),
    { numRuns: 80, seed: 12 },
  );
  await storage.close();
});

test('the order of appliers that share no field does not matter', async () => {
  const { api, storage } = await openTestEngine();
  const parts: readonly Step[] = [
    { verb: 'apply', manager: 'p', spec: { min: 1, parts: [{ name: 'x', color: 'blue' }], limits: { a: '1' } } },
    { verb: 'apply', manager: 'q', spec: { max: 5, parts: [{ name: 'y' }], tags: ['t'] } },
    { verb: 'apply', manager: 'r', spec: { note: 'n', parts: [{ name: 'z', color: 'green' }], limits: { b: '2' } } },
  ];
  const ends = new Set<string>();
  let round = 0;
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([...parts], { minLength: 3 }), async (order) => {
      const name = `w${round++}`;
      let last: Widget | undefined;
      for (const step of order) {
        last = await api.apply(
          Widget,
          { metadata: { name, namespace }, spec: step.spec },
          { fieldManager: step.manager },
        );
      }
      assert.ok(last);
      ends.add(JSON.stringify([sorted(leavesOf(last.spec)), sorted(ownersOf(last))]));
    }),
    { numRuns: 20, seed: 13 },
  );
  assert.equal(ends.size, 1);
  await storage.close();
});

test('what managedFields say survives being read and written', () => {
  const fields = { 'f:spec': { '.': {}, 'f:a': {}, 'k:{"name":"x"}': { '.': {}, 'f:b': {} }, 'v:"y"': {} } };
  assert.deepEqual(FieldSet.fromFieldsV1(fields).toFieldsV1(), fields);
});

function sorted(leaves: ReadonlyMap<string, unknown>): readonly (readonly [string, unknown])[] {
  return [...leaves].sort(([left], [right]) => (left < right ? -1 : 1));
}
