import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { it } from 'node:test';
import { cutPower } from './power-cut.ts';

const skip = spawnSync('strace', ['--version']).status === 0 ? false : 'strace is not installed, so no power was cut';

it('a power cut at any of 100 moments loses no acknowledged write', { skip }, async () => {
  const report = await cutPower({ cuts: 100, writes: 75, seed: 1, durability: 'power-cut' });
  assert.deepEqual(report.losses, []);
  assert.equal(report.acknowledged, 150);
  assert.equal(report.cuts, 100);
});

it('the same power cuts do lose writes when nothing is synced, so the test can see a loss', { skip }, async () => {
  const report = await cutPower({ cuts: 100, writes: 75, seed: 1, durability: 'none' });
  assert.ok(report.losses.length > 50, `only ${report.losses.length} of 100 cuts lost something`);
  assert.match(report.losses[0] ?? '', /was acknowledged/);
});
