import assert from 'node:assert/strict';
import { it } from 'node:test';
import { storageConformance } from './conformance.ts';
import { MemoryStorage } from './memory/memory-storage.ts';
import { NotedStorage } from './noted-storage.ts';
import type { PutRequest, WriteResult } from './storage.ts';
import { StorageError } from './storage-error.ts';

storageConformance({
  name: 'NotedStorage',
  open: async () => {
    const storage = new NotedStorage(new MemoryStorage('storage'));
    return { storage, dispose: () => storage.close() };
  },
});

/** A memory that takes values up to a size. */
class SmallMemory extends MemoryStorage {
  override async put(request: PutRequest): Promise<WriteResult> {
    if (request.value.byteLength > 10) throw new StorageError('Full', 'no room in memory');
    return super.put(request);
  }
}

it('says that there is no room from the write that found none until one that finds some', async () => {
  const storage = new NotedStorage(new SmallMemory('storage'));
  const put = (size: number, expected: number) => storage.put({ key: 'a', value: new Uint8Array(size), expected });
  await put(1, 0);
  assert.equal(storage.full, undefined);
  await assert.rejects(put(11, 1), /no room in memory/);
  assert.equal(storage.full, 'no room in memory');
  assert.equal((await storage.get('a'))?.version, 1);
  // A conflict stores nothing, so it says nothing of room.
  assert.equal((await put(1, 9)).ok, false);
  assert.equal(storage.full, 'no room in memory');
  await storage.delete('a', 1);
  assert.equal(storage.full, undefined);
});
