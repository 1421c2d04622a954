import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import reference, { type Operation } from 'fast-json-patch';
import { ApiError } from '#api/meta/api-error.ts';
import { copyJson } from '../json/copy-json.ts';
import { jsonPatch } from './json-patch.ts';

const key = fc.constantFrom('a', 'b', 'c/d', 'e~f', 'g h', 'é');
const leaf = fc.oneof(fc.constantFrom(null, true, 0, 1.5, '', 'text'), fc.integer());
const { value: json } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));
const documents = fc.dictionary(key, json, { maxKeys: 4, noNullPrototype: true });

/** An operation before it is known what the document holds: numbers choose among the paths there are. */
const wishes = fc.record({
  op: fc.constantFrom('add', 'remove', 'replace', 'move', 'copy', 'test'),
  at: fc.nat(),
  from: fc.nat(),
  odd: fc.nat({ max: 9 }),
  name: fc.oneof(key, fc.constantFrom('-', '0', '1', '2', '99', 'x')),
  value: json,
});
type Wish = typeof wishes extends fc.Arbitrary<infer One> ? One : never;

function paths(value: unknown, path = ''): readonly string[] {
  const own = path === '' ? [] : [path];
  if (typeof value !== 'object' || value === null) return own;
  const inside = (name: string, child: unknown) =>
    paths(child, `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  return [...own, ...Object.entries(value).flatMap(([name, child]) => inside(name, child))];
}

function operation(document: unknown, wish: Wish): Operation {
  const known = paths(document);
  const choose = (number: number) => known[number % Math.max(1, known.length)] ?? '/a';
  const at = choose(wish.at);
  const below = `${wish.odd < 5 ? at.slice(0, at.lastIndexOf('/')) : at}/${wish.name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  // Nothing is there to be taken yet: kube-apiserver reads what is missing as null, RFC 6902 does not.
  if (wish.op === 'add' || known.length === 0) return { op: 'add', path: below, value: wish.value };
  if (wish.op === 'remove') return { op: 'remove', path: wish.odd === 0 ? below : at };
  if (wish.op === 'replace') return { op: 'replace', path: at, value: wish.value };
  if (wish.op === 'test') return { op: 'test', path: at, value: wish.odd < 3 ? wish.value : valueAt(document, at) };
  // The other implementation puts what it moves and copies beyond the end of a list as well; here it goes to a place there is.
  const parent = at.slice(0, at.lastIndexOf('/'));
  const list = Array.isArray(parent === '' ? document : valueAt(document, parent));
  const path = list ? `${parent}/${wish.odd < 5 ? '-' : '0'}` : `${parent}/x`;
  const from = choose(wish.from);
  // A place that is no more once something moved away is refused here; there it falls where it can.
  return wish.op === 'move' ? { op: 'move', from, path: '/moved' } : { op: 'copy', from, path };
}

function valueAt(document: unknown, path: string): unknown {
  return path
    .slice(1)
    .split('/')
    .reduce<unknown>(
      (at, name) => (at as { [name: string]: unknown } | undefined)?.[name.replaceAll('~1', '/').replaceAll('~0', '~')],
      document,
    );
}

function attempt(run: () => unknown): { readonly result: unknown } | 'refused' {
  try {
    return { result: run() };
  } catch (error) {
    // Any other error than a refusal would be a mistake of ours.
    if (error instanceof ApiError) assert.ok(['Invalid', 'BadRequest'].includes(error.reason), error.message);
    return 'refused';
  }
}

test('operations on what is there do what another implementation of RFC 6902 does', () => {
  let applied = 0;
  fc.assert(
    fc.property(documents, fc.array(wishes, { minLength: 1, maxLength: 6 }), (start, wanted) => {
      let document: unknown = start;
      for (const wish of wanted) {
        const step = operation(document, wish);
        const before = document;
        const ours = attempt(() => jsonPatch(copyJson(before), [step]));
        const theirs = attempt(
          () => reference.applyPatch(copyJson(before), [copyJson(step) as Operation], true, true).newDocument,
        );
        assert.deepEqual(ours, theirs, JSON.stringify(step));
        if (ours === 'refused') continue;
        applied++;
        document = ours.result;
      }
    }),
    { numRuns: 1000 },
  );
  assert.ok(applied > 500, `only ${applied} operations did anything`);
});

test('a patch is all of its operations or none', () => {
  const stored = { a: 1 };
  const operations = [
    { op: 'add', path: '/b', value: 2 },
    { op: 'test', path: '/a', value: 0 },
  ];
  assert.throws(() => jsonPatch(copyJson(stored), operations), /testing value/);
  assert.deepEqual(stored, { a: 1 });
});

test('where RFC 6902 refuses and kube-apiserver does not, it is done as there', () => {
  const list = (path: string, op = 'add') => jsonPatch({ l: [1, 2, 3] }, [{ op, path, value: 9 }]);
  assert.deepEqual(list('/l/-1'), { l: [1, 2, 3, 9] });
  assert.deepEqual(list('/l/-2'), { l: [1, 2, 9, 3] });
  assert.deepEqual(list('/l/-1', 'replace'), { l: [1, 2, 9] });
  assert.deepEqual(list('/l/01'), { l: [1, 9, 2, 3] });
  assert.throws(() => list('/l/-5'), /no index/);
  assert.deepEqual(jsonPatch({}, [{ op: 'replace', path: '/a', value: 1 }]), { a: 1 });
  assert.deepEqual(jsonPatch({}, [{ op: 'copy', from: '/a', path: '/b' }]), { b: null });
  assert.deepEqual(jsonPatch({}, [{ op: 'test', path: '/a', value: null }]), {});
});
