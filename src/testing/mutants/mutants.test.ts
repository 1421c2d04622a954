import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catchMutant } from './catch-mutant.ts';
import { mutants } from './mutants.ts';

/** All of them are for the long run (`npm run soak -- mutants`): here one of each sort. */
const sample = [
  'forget delete-endpoint of cluster.topology',
  'forget cordon of machine.lifecycle',
  'swap drain and delete-machine of machine.lifecycle',
  'drop the finalizer of machine.lifecycle',
  'forget the owner reference of pools and control planes',
  'forget the idempotency key of a machine',
];

test('mutants are told apart by name', () => {
  assert.equal(new Set(mutants.map(({ name }) => name)).size, mutants.length);
});

for (const name of sample) {
  test(`a manager is caught that would ${name}`, async () => {
    const mutant = mutants.find((one) => one.name === name);
    assert.ok(mutant);
    assert.notEqual(await catchMutant(mutant), undefined);
  });
}

test('a manager without a seeded bug is not caught', async () => {
  assert.equal(await catchMutant({ name: 'as it is', mutate: (composition) => composition }), undefined);
});
