import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { openArtifactCache } from './cache/artifact-cache.ts';
import { keepArtifacts } from './keep-artifacts.ts';
import { pruneCache } from './prune-cache.ts';
import { tinyImageTask } from './testing/tiny-image.ts';

const key = (letter: string) => letter.repeat(64);
let folder = '';
let root = '';
let homes: readonly string[] = [];
let count = 0;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-prune-'));
});
beforeEach(async () => {
  count += 1;
  root = join(folder, String(count), 'cache');
  homes = ['mine', 'other'].map((name) => join(folder, String(count), name));
  for (const home of homes) await mkdir(home, { recursive: true });
});
after(() => rm(folder, { recursive: true }));

/** Makes an artifact that was used a day ago. */
async function make(letter: string, bytes = 10) {
  const cache = await openArtifactCache(root);
  const artifact = await cache.make(key(letter), async (output) => {
    await writeFile(join(output, letter), letter.repeat(bytes));
    return { version: '1.2.3' };
  });
  await age(artifact.folder);
  return artifact;
}

async function age(path: string): Promise<void> {
  const yesterday = new Date(Date.now() - 86_400_000);
  await utimes(path, yesterday, yesterday);
}

/** An image of a state directory is made of artifacts; noted as a build that ended yesterday noted it. */
async function note(home: string, image: string, letters: string): Promise<boolean> {
  const artifacts = new Map(
    await Promise.all(letters.split('').map(async (letter) => [letter, await make(letter)] as const)),
  );
  const task = { ...(await tinyImageTask(join(folder, 'task'), root)), home, image };
  const kept = await keepArtifacts(task, letters.split('').map(key), artifacts);
  for (const artifact of artifacts.values()) await age(artifact.folder);
  return kept;
}

async function there(): Promise<string> {
  const names = await readdir(join(root, 'artifacts'));
  return names
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((name) => name.at(0))
    .join('');
}

function prune(images: readonly string[], dryRun = false) {
  const { signal } = new AbortController();
  return pruneCache(root, { home: homes[0] ?? '', images: new Set(images), dryRun, signal });
}

test('what no image is made of goes, with what it was and how large; a dry run only says so', async () => {
  await note(homes[0] ?? '', 'v1', 'ab');
  await make('f', 100);
  const said = await prune(['v1'], true);
  assert.deepEqual(
    said.map(({ name }) => name),
    ['f 1.2.3'],
  );
  assert.ok((said[0]?.sizeBytes ?? 0) >= 100);
  assert.equal(await there(), 'abf');
  assert.deepEqual(await prune(['v1']), said);
  assert.equal(await there(), 'ab');
  assert.deepEqual(await prune(['v1']), []);
});

test('an image that is gone keeps nothing, but shares what another one is made of', async () => {
  await note(homes[0] ?? '', 'v1', 'ab');
  await note(homes[0] ?? '', 'v2', 'bc');
  await prune(['v2']);
  assert.equal(await there(), 'bc');
  // It was forgotten, not only left out.
  await prune(['v1', 'v2']);
  await make('a');
  await prune(['v1', 'v2']);
  assert.equal(await there(), 'bc');
});

test('what images of another state directory are made of stays until that directory is gone', async () => {
  await note(homes[1] ?? '', 'v1', 'ab');
  await prune([]);
  assert.equal(await there(), 'ab');
  await rm(homes[1] ?? '', { recursive: true });
  await prune([]);
  assert.equal(await there(), '');
});

test('what was used a moment ago stays: its build may not have said yet whom it is for', async () => {
  const cache = await openArtifactCache(root);
  await cache.make(key('a'), async () => ({}));
  assert.deepEqual(await prune([]), []);
  assert.equal(await there(), 'a');
});

test('a build whose artifacts were removed before it noted them learns of it', async () => {
  const artifact = await make('a');
  await rm(artifact.folder, { recursive: true });
  const task = { ...(await tinyImageTask(join(folder, 'task'), root)), home: homes[0] ?? '', image: 'v1' };
  assert.equal(await keepArtifacts(task, [key('a')], new Map([['a', artifact]])), false);
});

test('remains of builds and compilers of earlier versions go; a damaged record is no obstacle', async () => {
  await note(homes[0] ?? '', 'v1', 'a');
  await make('d');
  await writeFile(join(root, 'artifacts', key('d'), 'artifact.json'), '{"key":');
  await age(join(root, 'artifacts', key('d')));
  await mkdir(join(root, 'work', `etcd-${'0'.repeat(16)}`), { recursive: true });
  await mkdir(join(root, 'artifacts', `.${key('e')}.1.partial`));
  for (const version of ['go1.20.1.linux-amd64', 'go1.26.8.linux-amd64'])
    await mkdir(join(root, 'go', version), { recursive: true });
  const removed = await prune(['v1']);
  assert.deepEqual(removed.map(({ name }) => name).toSorted(), [
    'Go compiler go1.20.1.linux-amd64',
    'something damaged',
    'unfinished artifact',
    'unfinished build of etcd',
  ]);
  assert.equal(await there(), 'a');
  assert.deepEqual(await readdir(join(root, 'go')), ['go1.26.8.linux-amd64']);
  assert.deepEqual(await readdir(join(root, 'work')), []);
});
