import assert from 'node:assert/strict';
import { it } from 'node:test';
import { freshText } from './fresh-text.ts';

it('is read again after a minute, and is what it was while it cannot be read', async () => {
  const answers: (string | undefined)[] = ['first', 'second', undefined, 'third'];
  let now = 0;
  const text = freshText(
    async () => {
      const answer = answers.shift();
      if (answer === undefined) throw new Error('no such file');
      return answer;
    },
    { monotonic: () => now },
  );
  const heard: string[] = [];
  for (now = 0; now <= 180_000; now += 30_000) heard.push(await text());
  assert.deepEqual(heard, ['first', 'first', 'second', 'second', 'second', 'third', 'third']);
});

it('fails where it never could be read', async () => {
  const text = freshText(() => Promise.reject(new Error('no such file')), { monotonic: () => 0 });
  await assert.rejects(text(), /no such file/);
});
