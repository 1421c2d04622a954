import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Dispatcher } from './dispatcher.ts';
import type { Requeue } from './requeue.ts';
import { WriteBarrier } from './write-barrier.ts';

const nothing: Requeue = { again: undefined, retry: 'none', notBefore: 0, due: undefined, net: undefined };

test('a key is due when the first of its timers is, and not while it runs or when nothing but a wake starts it', async () => {
  let now = 1_000;
  let end: Requeue = { ...nothing, due: 5_000, net: 60_000 };
  const runs: (() => void)[] = [];
  const dispatcher = new Dispatcher({
    concurrency: 1,
    timers: { monotonic: () => now, sleep: async () => {}, after: () => () => {} },
    randomness: { fraction: () => 0.5, bytes: () => new Uint8Array(), uuid: () => '' },
    barrier: new WriteBarrier(),
    groupOf: () => '',
    isReady: () => true,
    run: () => new Promise((resolve) => runs.push(() => resolve(end))),
  });
  const runOnce = async (): Promise<void> => {
    dispatcher.wake('controller a/b', 'event');
    dispatcher.pump();
    assert.equal(dispatcher.dueIn('controller a/b'), undefined);
    runs.shift()?.();
    await new Promise(setImmediate);
  };
  await runOnce();
  assert.equal(dispatcher.dueIn('controller a/b'), 5_000);
  now = 4_000;
  assert.equal(dispatcher.dueIn('controller a/b'), 2_000);
  end = nothing;
  await runOnce();
  assert.equal(dispatcher.dueIn('controller a/b'), undefined);
  end = { ...nothing, retry: 'slow', notBefore: 30_000 };
  await runOnce();
  assert.equal(dispatcher.dueIn('controller a/b'), 30_000);
  dispatcher.forget('controller a/b');
  assert.equal(dispatcher.dueIn('controller a/b'), undefined);
});
