import assert from 'node:assert/strict';
import { it } from 'node:test';
import { AppliedMemory } from '#runtime/applied-memory.ts';
import { writeStatus } from '#runtime/status-writer.ts';
import { createToy, openToyWorld } from './testing/open-toy-world.ts';
import { Toy } from './testing/toy.ts';

it('a controller that says nothing of a status any more gives up what it said, and then writes nothing', async () => {
  const world = await openToyWorld({ seed: 1 });
  const { signal } = new AbortController();
  await world.act(async (objects) => {
    const options = { objects, memory: new AppliedMemory(), keyId: 'toy car', controller: 'toy.lifecycle', signal };
    const made = await createToy(objects, 'car', { parts: 1 });
    assert.equal(await writeStatus(options, Toy, { object: made, status: {} }), undefined);
    const told = await writeStatus(options, Toy, { object: made, status: { made: 1 } });
    assert.deepEqual(told && (told as Toy).status, { made: 1 });
    const silent = await writeStatus(options, Toy, { object: told ?? made, status: {} });
    assert.equal((silent as Toy).status?.made, undefined);
    assert.deepEqual(
      silent?.metadata.managedFields?.filter(({ manager }) => manager === 'toy.lifecycle'),
      [],
    );
    assert.equal(await writeStatus(options, Toy, { object: silent ?? made, status: {} }), undefined);
  });
});
