import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, readFile, rename, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { type ArtifactCache, openArtifactCache } from './artifact-cache.ts';
import { fileStamp } from './file-stamp.ts';

let folder = '';
let root = '';
let cache: ArtifactCache;
let count = 0;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-cache-'));
});
beforeEach(async () => {
  count += 1;
  root = join(folder, String(count));
  cache = await openArtifactCache(root);
});
after(() => rm(folder, { recursive: true, force: true }));

const key = 'a'.repeat(64);

async function makeProgram() {
  return cache.make(key, async (output) => {
    await writeFile(join(output, 'program'), 'the program');
    return { version: '1.2.3' };
  });
}

test('what was made is found again, by another process too', async () => {
  const made = await makeProgram();
  assert.deepEqual(await cache.find(key), made);
  assert.deepEqual(await (await openArtifactCache(root)).find(key), made);
  assert.deepEqual(made.facts, { version: '1.2.3' });
  assert.equal(made.files[0]?.name, 'program');
});

test('what was never made is not found', async () => {
  assert.equal(await cache.find('b'.repeat(64)), undefined);
});

test('a build that fails leaves nothing to be found', async () => {
  const failing = cache.make(key, async (output) => {
    await writeFile(join(output, 'program'), 'half');
    throw new Error('the compiler ended');
  });
  await assert.rejects(failing, /the compiler ended/);
  assert.equal(await cache.find(key), undefined);
  assert.deepEqual(await readdir(join(root, 'artifacts')), []);
});

test('a truncated file is found at once, removed, and made again', async () => {
  const made = await makeProgram();
  await truncate(join(made.folder, 'program'), 3);
  assert.equal(await cache.find(key), undefined);
  assert.deepEqual(await readdir(join(root, 'artifacts')), []);
  const again = await makeProgram();
  assert.deepEqual(again.files[0]?.digest, made.files[0]?.digest);
});

test('a file changed to the same size is found, whatever time it is given', async () => {
  const made = await makeProgram();
  const path = join(made.folder, 'program');
  const { atime, mtime } = await stat(path);
  await writeFile(path, 'the PROGRAM');
  await utimes(path, atime, mtime);
  assert.equal(await cache.find(key), undefined);
});

test('what a disk damages unseen is found by a full look, and by any look a day later or when the clock went back', async () => {
  for (const hours of [-1, 0, 25]) {
    const made = await makeProgram();
    await writeFile(join(made.folder, 'program'), 'the PROGRAM');
    const stamps = { program: await fileStamp(join(made.folder, 'program')) };
    const at = Date.now() - hours * 3_600_000;
    await writeFile(join(made.folder, 'verified.json'), JSON.stringify({ at, stamps }));
    if (hours === 0) assert.ok(await cache.find(key));
    assert.equal(await cache.find(key, { full: hours === 0 }), undefined);
  }
});

test('a copy of an artifact and one whose record is unreadable are verified and accepted', async () => {
  const made = await makeProgram();
  await cp(made.folder, `${made.folder}.copy`, { recursive: true });
  await rm(made.folder, { recursive: true });
  await rename(`${made.folder}.copy`, made.folder);
  assert.deepEqual(await cache.find(key), made);
  await writeFile(join(made.folder, 'verified.json'), '{');
  assert.deepEqual(await cache.find(key), made);
  const { stamps } = JSON.parse(await readFile(join(made.folder, 'verified.json'), 'utf8'));
  assert.deepEqual(stamps, { program: await fileStamp(join(made.folder, 'program')) });
});

test('a missing file and an unreadable record count as not made', async () => {
  const made = await makeProgram();
  await rm(join(made.folder, 'program'));
  assert.equal(await cache.find(key), undefined);
  const again = await makeProgram();
  await writeFile(join(again.folder, 'artifact.json'), '{"key":');
  assert.equal(await cache.find(key), undefined);
});

test('two builds of one key end with one artifact', async () => {
  const [first, second] = await Promise.all([makeProgram(), makeProgram()]);
  assert.equal(first.files[0]?.digest, second.files[0]?.digest);
  assert.deepEqual(await readdir(join(root, 'artifacts')), [key]);
});

test('what a killed build left of an artifact goes when it is made, what others make stays', async () => {
  const others = '.other.1.partial';
  await writeFile(join(root, 'artifacts', others), '');
  await writeFile(join(root, 'artifacts', `.${key}.1.partial`), '');
  await makeProgram();
  assert.deepEqual((await readdir(join(root, 'artifacts'))).sort(), [others, key].sort());
  await rm(join(root, 'artifacts', others));
});

test('directories are private', async () => {
  for (const path of [root, join(root, 'artifacts'), await cache.workFolder('x')]) {
    assert.equal((await stat(path)).mode & 0o777, 0o700, path);
  }
});

test('a key is taken by one at a time and passes on in turn; another key is free', async () => {
  const { signal } = new AbortController();
  const order: string[] = [];
  const unlock = await cache.take('a', signal);
  await (await cache.take('b', signal))();
  const second = cache.take('a', signal).then((release) => {
    order.push('second has it');
    return release;
  });
  order.push('first gives it back');
  await unlock();
  await (await second)();
  assert.deepEqual(order, ['first gives it back', 'second has it']);
});

test('who takes the whole waits for all who build, and an end of waiting is heard', async () => {
  const { signal } = new AbortController();
  const leaving = await Promise.all([cache.enter(signal), cache.enter(signal)]);
  const abort = new AbortController();
  const waiting = cache.takeWhole(abort.signal);
  abort.abort(new Error('cancelled'));
  await assert.rejects(waiting, /cancelled/);
  const whole = cache.takeWhole(signal);
  for (const leave of leaving) await leave();
  await (await whole)();
});
