import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PhaseContext } from './phase.ts';
import { waitUntil } from './wait-until.ts';

test('looks ten times a second for two minutes, then once a second', async () => {
  let now = 0;
  const clock = {
    elapsed: () => now,
    pause: async (milliseconds: number) => {
      now += milliseconds;
    },
  };
  const said: string[] = [];
  const context = {
    system: { clock },
    waiting: async (message: string) => void said.push(message),
  } as unknown as PhaseContext;
  const looks: number[] = [];
  await waitUntil(context, async () => {
    looks.push(now);
    return now >= 180_000 ? { value: true } : { waitingFor: 'not yet' };
  });
  assert.equal(looks.filter((at) => at < 120_000).length, 1200);
  assert.equal(looks.filter((at) => at >= 120_000).length, 61);
  assert.equal(new Set(said).size, 1);
});
