import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'node:test';
import { Cluster } from '#api/cluster/index.ts';
import { clusterManifest } from './harness/cluster-manifest.ts';
import { createInstallation, type Installation } from './harness/installation.ts';
import { managerProcess } from './harness/manager-process.ts';
import { createSmallDisk, type SmallDisk } from './harness/small-disk.ts';

/** Nothing is made for it, so that these stories need no machine. */
function observed(name: string, replicas: number): object {
  const manifest = clusterManifest(name, replicas) as { readonly spec: object };
  return { ...manifest, spec: { ...manifest.spec, management: 'Observe' } };
}

describe('a manager on a bad day', () => {
  let installation: Installation;
  let disk: SmallDisk;

  before(async () => {
    installation = await createInstallation(async (home) => {
      disk = await createSmallDisk(join(home, 'store'), 24);
    });
  });

  after(async () => {
    if (installation?.manager.running) await installation.manager.kill();
    await disk?.remove();
    await installation?.remove();
  });

  async function answers(): Promise<void> {
    assert.match(await installation.cli(['get', 'providers']), /docker/);
  }

  it('is the only one of its store: a second one says who holds it, and the first goes on', async () => {
    const second = managerProcess(installation.home);
    const refused = new RegExp(
      `the store in .* is held by the process with pid ${installation.manager.pid}; stop it first`,
    );
    await assert.rejects(second.start(), refused);
    await answers();
  });

  it('says that its disk is full, keeps what it has and still shows it, and goes on once there is room', async () => {
    await installation.apply(observed('kept', 1));
    await disk.fill();
    const file = JSON.stringify(observed('late', 1));
    const refused = await installation.tryCli(['apply', '-f', '-'], { input: file });
    assert.notEqual(refused.exitCode, 0);
    assert.match(refused.stderr, /nothing can be stored: no room in .*store: free some disk space/);
    assert.match(await installation.cli(['get', 'clusters']), /kept/);
    await disk.free();
    assert.match(await installation.cli(['apply', '-f', '-'], { input: file }), /late created/);
    assert.ok(installation.manager.running);
  });

  it('serves on another port when somebody took its own, and every client finds it', async () => {
    const path = join(installation.home, 'server', 'port');
    const before = Number(await readFile(path, 'utf8'));
    await installation.disconnect();
    await installation.manager.stop();
    const squatter = createServer().listen(before, '127.0.0.1');
    try {
      await installation.manager.start();
      assert.notEqual(Number(await readFile(path, 'utf8')), before);
      await answers();
    } finally {
      squatter.close();
    }
  });

  it('refuses a store of a newer Slipway, touches nothing of it, and goes on with one that it knows', async () => {
    await installation.disconnect();
    await installation.manager.stop();
    const database = join(installation.home, 'store', 'store.db');
    const format = (set?: number) => {
      const store = new DatabaseSync(database);
      if (set !== undefined) store.exec(`PRAGMA user_version = ${set}`);
      const [found] = Object.values(store.prepare('PRAGMA user_version').get() ?? {});
      store.close();
      return Number(found);
    };
    const own = format();
    format(99);
    const { exitCode, stderr } = await installation.tryCli(['server', 'start']);
    assert.notEqual(exitCode, 0);
    assert.match(
      stderr,
      /was written by a newer Slipway \(its format is 99, this version knows \d+\); use that version/,
    );
    assert.equal(format(), 99);
    format(own);
    await installation.manager.start();
    assert.match(await installation.cli(['get', 'clusters']), /kept/);
  });

  it('lets two files not fight over one field: the second is refused with the name of the first', async () => {
    const { objects } = await installation.client();
    const theirs = observed('kept', 4) as { readonly apiVersion: string; readonly kind: string };
    const team = { fieldManager: 'team-b', force: true };
    await objects.apply(Cluster, theirs as never, team);
    const refused = await installation.tryCli(['apply', '-f', '-'], { input: JSON.stringify(observed('kept', 2)) });
    assert.notEqual(refused.exitCode, 0);
    assert.match(refused.stderr, /team-b.*spec\.pools|spec\.pools.*team-b/s);
    const [cluster] = (await objects.list(Cluster)).items.filter(({ metadata }) => metadata.name === 'kept');
    assert.equal(cluster?.spec.pools[0]?.replicas, 4, 'nothing was written');
    await installation.cli(['apply', '-f', '-'], { input: JSON.stringify(observed('kept', 4)) });
  });
});
