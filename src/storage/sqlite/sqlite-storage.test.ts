import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it, type TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { storageConformance } from '../conformance.ts';
import type { Storage } from '../storage.ts';
import { StorageError, type StorageErrorReason } from '../storage-error.ts';
import { openSqliteStorage, type SqliteStorageOptions } from './open-sqlite-storage.ts';

storageConformance({
  name: 'SqliteStorage',
  open: async () => {
    const directory = await mkdtemp(join(tmpdir(), 'slipway-storage-'));
    const storage = await openSqliteStorage({ directory: join(directory, 'store') });
    return {
      storage,
      dispose: async () => {
        await storage.close();
        await rm(directory, { recursive: true });
      },
    };
  },
});

async function temporary(context: TestContext): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'slipway-storage-'));
  context.after(() => rm(directory, { recursive: true }));
  return directory;
}

/** Opens a store that is closed with its test, however that ends: an open one would keep the process. */
async function opened(context: TestContext, options: SqliteStorageOptions): Promise<Storage> {
  const storage = await openSqliteStorage(options);
  context.after(() => storage.close());
  return storage;
}

function refused(reason: StorageErrorReason, message: RegExp): (error: unknown) => boolean {
  return (error) => error instanceof StorageError && error.reason === reason && message.test(error.message);
}

it('commits together what arrived together, in the order of the calls', async (context) => {
  const storage = await opened(context, { directory: await temporary(context) });
  const commits: number[] = [];
  storage.onCommit((changes) => commits.push(changes.length));
  const puts = Array.from({ length: 1000 }, (_, index) =>
    storage.put({ key: `key-${index}`, value: Uint8Array.of(1), expected: 0 }),
  );
  const revisions = (await Promise.all(puts)).map((result) => (result.ok ? result.revision : 0));
  assert.deepEqual(
    revisions,
    puts.map((_, index) => index + 1),
  );
  assert.deepEqual(commits, [512, 488]);
  await storage.close();
});

it('says that the store is held, and by whom, and opens when it was closed', async (context) => {
  const directory = await temporary(context);
  const first = await opened(context, { directory });
  const held = refused('Locked', new RegExp(`held by this process itself \\(pid ${process.pid}\\)`));
  await assert.rejects(openSqliteStorage({ directory }), held);
  await first.close();
  const second = await opened(context, { directory });
  assert.equal(second.uid, first.uid);
  await second.close();
});

it('says so when the worker cannot be started', async (context) => {
  const worker = pathToFileURL(join(await temporary(context), 'missing.js'));
  const opening = openSqliteStorage({ directory: await temporary(context), worker });
  await assert.rejects(opening, refused('Damaged', /thread failed: .*missing\.js/));
});

it('works from a bundle, when it is given the file that the bundler made of the worker', async (context) => {
  const output = await temporary(context);
  const entry = join(import.meta.dirname, 'worker.ts');
  const outfile = join(output, 'storage-worker.mjs');
  await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'silent' });
  const storage = await opened(context, { directory: join(output, 'store'), worker: pathToFileURL(outfile) });
  assert.ok((await storage.put({ key: 'a', value: Uint8Array.of(1), expected: 0 })).ok);
  await storage.close();
});

it('lets a failing listener disturb neither the other listeners nor the writer, and does not hide its error', async (context) => {
  const directory = await temporary(context);
  const script = `
    import { openSqliteStorage } from ${JSON.stringify(new URL('./open-sqlite-storage.ts', import.meta.url).href)};
    const storage = await openSqliteStorage({ directory: process.argv[1] });
    process.once('unhandledRejection', (error) => process.stdout.write('surfaced: ' + error.message + '; '));
    storage.onCommit(() => { throw new Error('listener failed'); });
    storage.onCommit((changes) => process.stdout.write('told of ' + changes.length + '; '));
    const result = await storage.put({ key: 'a', value: Uint8Array.of(1), expected: 0 });
    process.stdout.write('wrote ' + result.revision + '; ');
    await storage.close();`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script, directory], {
    encoding: 'utf8',
  });
  assert.deepEqual(stdout.split('; ').sort(), ['', 'surfaced: listener failed', 'told of 1', 'wrote 1'], stderr);
});

const strace = spawnSync('strace', ['--version']).status === 0;

it('acknowledges nothing after a sync failed, and keeps what it acknowledged before', {
  skip: strace ? false : 'strace is not installed, so no sync failed',
}, async (context) => {
  const directory = await temporary(context);
  const script = `
    import { openSqliteStorage } from ${JSON.stringify(new URL('./open-sqlite-storage.ts', import.meta.url).href)};
    const storage = await openSqliteStorage({ directory: process.argv[1] });
    let acknowledged = 0;
    try {
      for (;;) {
        await storage.put({ key: 'key-' + acknowledged, value: Uint8Array.of(1), expected: 0 });
        acknowledged += 1;
      }
    } catch (error) {
      const after = await storage.get('key-0').catch((refusal) => refusal.reason);
      process.stdout.write(JSON.stringify({ acknowledged, reason: error.reason, after }));
      await storage.close();
    }`;
  const inject = [
    '-f',
    '-qq',
    '-o',
    '/dev/null',
    '-e',
    'trace=fsync,fdatasync',
    '-e',
    'inject=fsync,fdatasync:error=EIO:when=20+',
  ];
  const child = spawn('strace', [...inject, process.execPath, '--input-type=module', '-e', script, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const told = JSON.parse((await child.stdout.toArray()).join(''));
  assert.ok(told.acknowledged > 5);
  assert.deepEqual([told.reason, told.after], ['Damaged', 'Damaged']);
  const storage = await opened(context, { directory });
  assert.ok((await storage.revision()) >= told.acknowledged);
  assert.ok(await storage.get(`key-${told.acknowledged - 1}`));
  await storage.close();
});
