import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, it } from 'node:test';
import { ConfigMap } from '#api/builtin/config-map.ts';
import { Secret } from '#api/builtin/secret.ts';
import { restoredMark } from '#api/restored-mark.ts';
import { servedKinds } from '#api/served-kinds.ts';
import { rawRequest } from '#apiserver/testing/raw-request.ts';
import { startServer, type TestServer } from '#apiserver/testing/start-server.ts';
import { servedHome } from '#cli/testing/served-home.ts';
import { runWords } from '#cli/testing/run-words.ts';
import { createEngine } from '#engine/create-engine.ts';
import { ensureDirectory } from '#platform/files/ensure-directory.ts';
import { clock } from '#platform/clock.ts';
import { randomness } from '#platform/randomness.ts';
import { serverPaths } from '#platform/server/server-paths.ts';
import { backupLines } from '#storage/backup/backup-lines.ts';
import type { Storage } from '#storage/storage.ts';
import { withRestoreCommand } from '../server/with-restore-command.ts';
import { openStore, type OpenStore } from './open-store.ts';
import { storeCare } from './store-care.ts';

let directory: string;
let store: OpenStore;
let server: TestServer;

const engineOver = (store: Storage) => createEngine({ storage: store, kinds: servedKinds, clock, randomness });
const open = () => {
  const paths = serverPaths(directory);
  return openStore({ directory: paths.store, keys: paths.keys });
};
const kept = { namespace: 'default', name: 'kept' };

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'slipway-store-care-'));
  await ensureDirectory(serverPaths(directory).server);
  store = await open();
  const engine = engineOver(store.storage);
  await engine.create(ConfigMap, { apiVersion: 'v1', kind: 'ConfigMap', metadata: kept, data: { a: '1' } });
  engine.close();
  server = await startServer(servedKinds, { backup: () => backupLines(store.sealed, '2026-01-02T03:04:05Z') });
});

afterEach(async () => {
  await server.close();
  await store.storage.close();
  rmSync(directory, { recursive: true, force: true });
});

async function run(...words: readonly string[]) {
  return runWords(words, { directory, client: await server.client(), context: { store: storeCare } });
}

it('backs up through a manager that runs and restores when it has stopped, to be accepted', async () => {
  const file = join(directory, 'a.backup');
  const { lastBackup, record } = serverPaths(directory);
  await servedHome(directory, await server.connection());
  const backedUp = await run('server', 'backup', file);
  assert.equal(backedUp.code, 0, backedUp.said.join('\n'));
  assert.match(backedUp.printed.join('\n'), /a\.backup: 2 objects, .*read again and whole/);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.equal(readFileSync(lastBackup, 'utf8'), `${file}\n`);
  const early = await run('server', 'restore', file);
  assert.equal(early.code, 1);
  assert.match(early.said.join('\n'), /the manager runs .*\n?.*stop it first: slipway server stop/);

  rmSync(record);
  // Its record is gone, but it holds the store.
  assert.match((await run('server', 'restore', file)).said.join('\n'), /is held by/);
  await store.storage.close();
  const restored = await run('server', 'restore', file);
  assert.equal(restored.code, 0, restored.said.join('\n'));
  assert.match(restored.printed.join('\n'), /the store is what it was at 2026-01-02T03:04:05Z/);
  assert.equal((await run('server', 'backup', join(directory, 'b.backup'))).code, 0);

  store = await open();
  const engine = engineOver(store.storage);
  assert.deepEqual((await engine.get(ConfigMap, kept)).data, { a: '1' });
  const mark = await engine.get(ConfigMap, restoredMark);
  assert.equal(mark.data?.['from'], file);
  const watch = engine.watch(ConfigMap, { resourceVersion: '7' });
  await assert.rejects(watch.next(), /too old resource version/);
  await engine.delete(ConfigMap, restoredMark);
  engine.close();
});

it('gives a backup to administrators only', async () => {
  const viewer = await server.connection('viewer', ['slipway:viewers']);
  assert.equal((await rawRequest(viewer, 'GET /slipway/v1alpha1/backup')).status, 403);
  assert.equal((await rawRequest(viewer, 'GET /version')).status, 200);
});

it('names the command that restores a damaged store, with the newest backup', async () => {
  const paths = serverPaths(directory);
  const damaged = async () => {
    await store.storage.close();
    writeFileSync(join(paths.store, 'store.db'), 'not a database. '.repeat(300));
    await open().catch(withRestoreCommand(paths));
  };
  await assert.rejects(damaged(), /not a database.*slipway server restore FILE, where FILE is a backup/);
  await servedHome(directory, await server.connection());
  writeFileSync(paths.lastBackup, "/b/it's.backup\n");
  await assert.rejects(damaged(), /Restore it with: slipway server restore '\/b\/it'\\''s\.backup'$/);
});

it('tells what a store refuses as what it is, and rotates the key of one that nobody holds', async () => {
  const file = join(directory, 'a.backup');
  await servedHome(directory, await server.connection());
  assert.equal((await run('server', 'backup', file)).code, 0);
  const { keys, record } = serverPaths(directory);
  assert.match((await run('server', 'rotate-key')).said.join('\n'), /the manager runs .*\n?.*slipway server stop/);
  rmSync(record);
  const held = await run('server', 'rotate-key');
  assert.match(held.said.join('\n'), /^the store in .* is held by .*stop it first/);
  await store.storage.close();
  const rotated = await run('server', 'rotate-key');
  assert.equal(rotated.code, 0, rotated.said.join('\n'));
  assert.match(rotated.printed.join('\n'), /are encrypted with the key [0-9a-f]{16}; [0-9a-f]{16} is forgotten here/);
  const other = await open();
  const engine = engineOver(other.storage);
  await engine.create(Secret, { apiVersion: 'v1', kind: 'Secret', type: 'Opaque', metadata: kept, data: {} });
  engine.close();
  await other.storage.close();
  assert.equal((await run('server', 'backup', file)).code, 0);
  rmSync(keys);
  const keyless = await run('server', 'restore', file, '--force');
  assert.equal(keyless.code, 1);
  assert.match(keyless.said.join('\n'), /^in the backup the value of .*--key COPY; nothing was changed$/);
});
