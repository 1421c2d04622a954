import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';

interface Told {
  readonly told: readonly (readonly [name: string, said: string])[];
  readonly clocks: readonly number[];
  readonly isDate: boolean;
}

test('a sealed thread says who reaches past the capabilities, and its clocks are those of the world', async () => {
  const worker = new Worker(new URL('testing/sealed-thread.ts', import.meta.url));
  const [{ clocks, isDate, told }] = (await once(worker, 'message')) as [Told];
  await worker.terminate();
  assert.equal(told.length, 17);
  for (const [name, said] of told) {
    assert.ok(said.startsWith(`a simulation asked for ${name}, `), `${name}: ${said}`);
    assert.match(said, /sealed-thread\.ts:\d+/);
  }
  assert.deepEqual(clocks, [86_400_000, 86_400_000, 86_400_000, 7, 1000]);
  assert.ok(isDate);
});
