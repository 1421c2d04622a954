import assert from 'node:assert/strict';
import { it } from 'node:test';
import { labelKeyProblem } from './label-key-problem.ts';

for (const key of ['team', 'example.com/team', 'a', 'A_b.c-d', `${'a'.repeat(63)}`, 'notkubernetes.io/a']) {
  it(`${key} may be the key of a label`, () => assert.equal(labelKeyProblem(key), undefined));
}

for (const [key, problem] of [
  ['', /no key of a label/],
  ['a b', /no key of a label/],
  ['-a', /no key of a label/],
  ['a'.repeat(64), /up to 63/],
  ['/a', /before the slash/],
  ['Example.com/a', /before the slash/],
  ['a/b/c', /no key of a label/],
  ['kubernetes.io/a', /reserved/],
  ['sub.k8s.io/a', /reserved/],
] as const) {
  it(`${JSON.stringify(key)} may not be the key of a label`, () => assert.match(labelKeyProblem(key) ?? '', problem));
}
