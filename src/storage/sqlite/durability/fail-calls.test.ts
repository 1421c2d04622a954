import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { it } from 'node:test';
import { failCalls } from './fail-calls.ts';

const skip = spawnSync('strace', ['--version']).status === 0 ? false : 'strace is not installed, so no call failed';

it('a disk that fails at any call loses no acknowledged write and leaves no torn state', { skip }, async () => {
  for (const error of ['EIO', 'ENOSPC'] as const) {
    const report = await failCalls({ writes: 6, every: 9, error });
    assert.deepEqual(report.losses, []);
    assert.ok(report.failed > 1, `${report.failed}`);
    assert.ok(report.acknowledged > 6);
  }
});
