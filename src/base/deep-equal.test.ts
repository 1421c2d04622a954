import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalJson } from './canonical-json.ts';
import { deepEqual } from './deep-equal.ts';

test('values are equal when their canonical JSON is', () => {
  const value = fc.jsonValue({ maxDepth: 3 });
  fc.assert(
    fc.property(value, value, (left, right) => {
      assert.equal(deepEqual(left, right), canonicalJson(left) === canonicalJson(right));
      assert.ok(deepEqual(left, JSON.parse(JSON.stringify(left))));
    }),
    {
      seed: 1,
      numRuns: 300,
      examples: [
        [[0], { 0: 0 }],
        [{}, []],
        [null, {}],
        [{ a: 1 }, { a: 1, b: null }],
      ],
    },
  );
});

test('what is undefined counts as absent, on both sides', () => {
  assert.ok(deepEqual({ a: 1, b: undefined }, { a: 1 }));
  assert.ok(deepEqual({ a: 1 }, { a: 1, b: undefined }));
  assert.ok(!deepEqual({ a: 1, b: undefined }, { a: 1, c: 2 }));
  assert.ok(!deepEqual({ a: undefined }, { b: null }));
});

test('what every object inherits is no member', () => {
  assert.ok(!deepEqual({ toString: 1 }, { valueOf: 1 }));
  assert.ok(!deepEqual({ constructor: Object }, {}));
});
