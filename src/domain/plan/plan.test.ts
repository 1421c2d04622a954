import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { deepEqual } from '#base/deep-equal.ts';
import { causesOf } from './causes-of.ts';
import { differingFacts } from './differing-facts.ts';
import { durationText } from './duration-text.ts';
import { fieldChanges } from './field-changes.ts';
import { quantilesOf } from './quantiles-of.ts';
import { waveOfEffects } from './wave-of-effects.ts';

test('fields are named by their path, items of lists by their name where all have one', () => {
  const before = { spec: { pools: [{ name: 'a', replicas: 1 }, { name: 'b' }], cidrs: ['x'] } };
  const after = { spec: { pools: [{ name: 'b' }, { name: 'a', replicas: 2 }], cidrs: ['x', 'y'] } };
  assert.deepEqual(fieldChanges(before, after), [
    { path: 'spec.pools[a].replicas', before: 1, after: 2 },
    { path: 'spec.cidrs[1]', after: 'y' },
  ]);
  assert.deepEqual(fieldChanges(undefined, { a: { b: 1 } }), [{ path: 'a.b', after: 1 }]);
  assert.deepEqual(fieldChanges({ a: {} }, { a: 'text' }), [{ path: 'a', before: {}, after: 'text' }]);
});

test('equal values have no changes, different ones have', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (left, right) => {
      assert.deepEqual(fieldChanges(left, structuredClone(left)), []);
      assert.equal(fieldChanges(left, right).length === 0, deepEqual(left, right));
    }),
    { numRuns: 200 },
  );
});

test('a wave is one more than the deepest of those it comes after', () => {
  const effects = [
    { id: 'c', after: ['b', 'a'] },
    { id: 'a', after: [] },
    { id: 'b', after: ['a', 'unknown'] },
    { id: 'ring', after: ['ring'] },
  ];
  assert.deepEqual(
    [...waveOfEffects(effects)].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    [
      ['a', 1],
      ['b', 2],
      ['c', 3],
      ['ring', 1],
    ],
  );
});

test('causes lead from an effect back to the field that somebody wrote', () => {
  const effects = new Map(
    [
      { id: 'store apply nodepool ns/p', because: ['Cluster ns/c spec.pools[p]'] },
      { id: 'store delete machine ns/m', because: ['NodePool ns/p spec.replicas'] },
    ].map((effect) => [effect.id, effect]),
  );
  assert.deepEqual(causesOf(['Machine ns/m deleted'], effects), [
    'Cluster ns/c spec.pools[p]',
    'NodePool ns/p spec.replicas',
    'Machine ns/m deleted',
  ]);
});

test('quantiles are ranks, facts that differ are told, durations are short', () => {
  assert.deepEqual(quantilesOf([5, 1, 3, 2, 4, 6, 7, 8, 9, 10]), { p10: 1, p50: 5, p90: 9 });
  const before = [
    { fact: 'a', value: '1' },
    { fact: 'b', value: '1' },
  ];
  const after = [
    { fact: 'b', value: '2' },
    { fact: 'c', value: '1' },
  ];
  assert.deepEqual(differingFacts(before, after), ['a is gone', 'b has changed', 'c is new']);
  assert.deepEqual([400, 17_400, 125_000, 4_200_000].map(durationText), ['0.4s', '17s', '2m05s', '1h10m']);
});
