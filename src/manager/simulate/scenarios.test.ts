import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { liveStory } from './live-story.ts';

const directory = join(import.meta.dirname, '../../../scenarios');
const names = globSync('*.yaml', { cwd: directory })
  .map((file) => file.replace('.yaml', ''))
  .sort();

for (const name of names) {
  test(`the story ${name} goes as it is written, and as it was expected`, async () => {
    const { run, text } = await liveStory(join(directory, `${name}.yaml`), 1);
    assert.deepEqual(run.shortfalls, []);
    const written = join(directory, `${name}.txt`);
    assert.ok(existsSync(written), `there is no ${name}.txt: npm run generate -- stories writes it`);
    assert.equal(
      text,
      readFileSync(written, 'utf8'),
      'it goes otherwise now: look at it, then npm run generate -- stories',
    );
  });
}

test('every story that is written down has its scenario', () => {
  const written = globSync('*.txt', { cwd: directory }).map((file) => file.replace('.txt', ''));
  assert.deepEqual(written.toSorted(), names);
});
