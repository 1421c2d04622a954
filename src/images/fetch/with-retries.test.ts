import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BuildError } from '../build-error.ts';
import { withRetries } from './with-retries.ts';

async function retry(errors: readonly Error[], reached: readonly number[] = []) {
  const lines: string[] = [];
  let attempts = 0;
  const result = withRetries(
    async () => {
      const error = errors[attempts];
      attempts += 1;
      if (error) throw error;
      return attempts;
    },
    {
      pace: { stallMilliseconds: 1_000, attempts: 2, backoffMilliseconds: 0 },
      signal: new AbortController().signal,
      what: 'fetching',
      progress: () => reached[attempts] ?? 0,
      log: (line) => lines.push(line),
    },
  );
  return { result: await result.catch((error: unknown) => error), attempts, lines };
}

test('what passes is tried again, and told', async () => {
  const { result, lines } = await retry([new Error('reset')]);
  assert.equal(result, 2);
  assert.deepEqual(lines, ['fetching: reset; trying again']);
});

test('attempts count from where the last one got', async () => {
  const errors = Array.from({ length: 5 }, () => new Error('reset'));
  const growing = await retry(errors, [0, 1, 2, 3, 4, 5, 6]);
  assert.equal(growing.result, 6);
  const stuck = await retry(errors, [0, 1, 1, 1]);
  assert.ok(stuck.result instanceof BuildError && stuck.result.code === 'DownloadFailed');
  assert.equal(stuck.attempts, 2);
});

test('what cannot pass ends it at once: a final error, and a full disk', async () => {
  const final = await retry([new BuildError('NotPublished', 'gone', { retryable: false })]);
  assert.equal(final.attempts, 1);
  const full = await retry([Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })]);
  assert.ok(full.result instanceof BuildError && full.result.code === 'DiskFull' && full.result.retryable);
  assert.equal(full.attempts, 1);
});
