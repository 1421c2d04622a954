import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemoryStorage } from '#storage/memory/memory-storage.ts';
import { Compacted } from '#storage/storage.ts';
import { steppingTimers } from './conformance/stepping-timers.ts';
import { HistoryCompactor } from './history-compactor.ts';

async function write(storage: MemoryStorage, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const expected = (await storage.get('k'))?.version ?? 0;
    await storage.put({ key: 'k', value: new Uint8Array(1), expected });
  }
}

/** The oldest revision after which the log can still be read. */
async function oldest(storage: MemoryStorage): Promise<number> {
  try {
    await storage.log(0, 1);
    return 0;
  } catch (error) {
    assert.ok(error instanceof Compacted);
    return error.compactedAt;
  }
}

test('what is older than five minutes is forgotten, what is newer is kept', async () => {
  const storage = new MemoryStorage('test');
  const timers = steppingTimers();
  const compactor = new HistoryCompactor({ storage, timers });
  const seen: number[] = [];
  for (let minute = 0; minute < 8; minute += 1) {
    await write(storage, 10);
    await compactor.compact();
    seen.push(await oldest(storage));
    await timers.sleep(60_000);
  }
  // At minute 5 what was there at minute 0 is five minutes old.
  assert.deepEqual(seen, [0, 0, 0, 0, 0, 10, 20, 30]);
  assert.equal((await storage.get('k'))?.version, 80);
});

test('more changes than are kept are forgotten however new they are', async () => {
  const storage = new MemoryStorage('test');
  const compactor = new HistoryCompactor({ storage, timers: steppingTimers(), mostRevisions: 15 });
  await write(storage, 10);
  await compactor.compact();
  assert.equal(await oldest(storage), 0);
  await write(storage, 30);
  await compactor.compact();
  assert.equal(await oldest(storage), 25);
});

test('it goes on by itself until it is told to stop', async () => {
  const storage = new MemoryStorage('test');
  const stop = new AbortController();
  let sleeps = 0;
  const timers = steppingTimers(() => {
    sleeps += 1;
    if (sleeps === 20) stop.abort();
  });
  await write(storage, 3);
  await new HistoryCompactor({ storage, timers }).run(stop.signal);
  assert.equal(await oldest(storage), 3);
});
