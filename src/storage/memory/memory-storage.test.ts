import assert from 'node:assert/strict';
import { it } from 'node:test';
import { storageConformance } from '../conformance.ts';
import { MemoryStorage } from './memory-storage.ts';

let opened = 0;

storageConformance(
  {
    name: 'MemoryStorage',
    open: async () => {
      opened += 1;
      const storage = new MemoryStorage(`storage-${opened}`);
      return { storage, dispose: () => storage.close() };
    },
  },
  { modelRuns: 300 },
);

it('settles on microtasks alone: nothing is pending when they have drained', async () => {
  const storage = new MemoryStorage('storage');
  const events: string[] = [];
  setImmediate(() => events.push('next turn'));
  for (let index = 0; index < 100; index += 1) {
    await storage.put({ key: `${index}`, value: Uint8Array.of(index), expected: 0 });
  }
  await storage.range('');
  await storage.close();
  events.push('closed');
  assert.deepEqual(events, ['closed']);
});

it('makes one commit of the writes called in one turn, as group commit does', async () => {
  const storage = new MemoryStorage('storage');
  const commits: number[] = [];
  storage.onCommit((changes) => commits.push(changes.length));
  await Promise.all(['a', 'b', 'c'].map((key) => storage.put({ key, value: Uint8Array.of(1), expected: 0 })));
  await storage.delete('b', 2);
  assert.deepEqual(commits, [3, 1]);
});

it('is small enough for thousands of instances', async () => {
  const storages = Array.from({ length: 5000 }, (_, index) => new MemoryStorage(`storage-${index}`));
  const results = await Promise.all(
    storages.map((storage) => storage.put({ key: 'k', value: Uint8Array.of(1), expected: 0 })),
  );
  assert.ok(results.every((result) => result.ok && result.revision === 1));
});
