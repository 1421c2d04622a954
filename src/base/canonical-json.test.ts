import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalJson } from './canonical-json.ts';

/** The same value with the keys of its objects in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}

test('keys are sorted by code unit and undefined properties are left out', () => {
  assert.equal(
    canonicalJson({ b: 1, a: [undefined, { z: null, y: undefined }], B: 1e21 }),
    '{"B":1e+21,"a":[null,{"z":null}],"b":1}',
  );
  assert.equal(canonicalJson({ '\ufb33': 1, '\u{1f600}': 2 }), '{"\u{1f600}":2,"\ufb33":1}');
});

test('a number that JSON does not have and half a character are refused', () => {
  assert.throws(() => canonicalJson({ size: Number.NaN }), /NaN is not allowed/);
  assert.throws(() => canonicalJson([Number.POSITIVE_INFINITY]), /Infinity is not allowed/);
  assert.throws(() => canonicalJson('\ud83d'), /Lone surrogate is not allowed/);
});

test('the text means the value, and the order of keys does not change it', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      const text = canonicalJson(value);
      assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
      assert.equal(canonicalJson(reversed(value)), text);
    }),
    { seed: 8785, numRuns: 100 },
  );
});
