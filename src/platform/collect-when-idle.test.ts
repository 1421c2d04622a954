import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getHeapStatistics } from 'node:v8';
import type { Timers } from '#capabilities/timers.ts';
import { collectWhenIdle } from './collect-when-idle.ts';
import { timers } from './timers.ts';

/** The half minute is over when the test says so. */
function createHurriedTimers(): { readonly hurried: Timers; readonly pass: () => void } {
  let due = () => {};
  return { hurried: { ...timers, after: (_, callback) => ((due = callback), () => {}) }, pass: () => due() };
}

test('a process that rests gives back what it needed while it worked', async () => {
  const { hurried, pass } = createHurriedTimers();
  collectWhenIdle(hurried);
  let needed: readonly object[] = Array.from({ length: 200_000 }, (_, index) => ({ index, text: `garbage ${index}` }));
  const before = getHeapStatistics().used_heap_size;
  assert.equal(needed.length, 200_000);
  needed = [];
  pass();
  // Idle is what the event loop waited of the time since the last look.
  await timers.sleep(50);
  pass();
  assert.ok(getHeapStatistics().used_heap_size < before - 10_000_000);
});

test('a process that works is left alone', () => {
  const { hurried, pass } = createHurriedTimers();
  collectWhenIdle(hurried);
  pass();
  const kept: object[] = [];
  const end = timers.monotonic() + 50;
  while (timers.monotonic() < end) kept.push({ index: kept.length });
  const garbage = getHeapStatistics().used_heap_size;
  pass();
  assert.ok(getHeapStatistics().used_heap_size >= garbage);
});
