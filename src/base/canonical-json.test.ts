import assert from 'node:assert/strict';
import { test } from 'node:test';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonicalJson } from './canonical-json.ts';

test('keys are sorted by code unit and undefined properties are left out', () => {
  assert.equal(
    canonicalJson({ b: 1, a: [undefined, { z: null, y: undefined }], B: 1e21 }),
    '{"B":1e+21,"a":[null,{"z":null}],"b":1}',
  );
});

test('what JSON cannot say is refused', () => {
  assert.throws(() => canonicalJson(Number.NaN), TypeError);
  assert.throws(() => canonicalJson({ run: () => 1 }), TypeError);
});

test('any JSON value comes out as an independent implementation writes it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => canonicalJson(value) === canonicalize(value)),
    { seed: 8785, numRuns: 200 },
  );
});
