import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { runWords } from '../testing/run-words.ts';

let directory = '';
before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'slipway-image-manager-'));
});
after(() => rm(directory, { recursive: true, force: true }));

async function context() {
  const archive = join(directory, 'cached.tar');
  await writeFile(archive, 'an image');
  const image = { reference: 'slipway.dev/manager:1-a', digest: 'sha256:b', archive, sizeBytes: 8 };
  return { managerImages: { obtain: async () => image } };
}

test('image manager writes the image where it is told and says what it is called', async () => {
  const to = join(directory, 'manager.tar');
  const ended = await runWords(['image', 'manager', '--to', to], { directory, context: await context() });
  assert.equal(ended.code, 0);
  assert.deepEqual(ended.printed, ['image:   slipway.dev/manager:1-a', 'digest:  sha256:b', `archive: ${to} (8 B)`]);
  assert.equal(await readFile(to, 'utf8'), 'an image');
});

test('a place that cannot be written is named, and nothing is left there', async () => {
  const to = join(directory, 'none', 'manager.tar');
  const ended = await runWords(['image', 'manager', '--to', to], { directory, context: await context() });
  assert.equal(ended.code, 1);
  assert.match(ended.said.join(), /none\/manager\.tar cannot be written: ENOENT/);
  assert.deepEqual(
    (await readdir(directory)).filter((name) => name.includes('partial')),
    [],
  );
});
