import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { timers } from '#platform/timers.ts';
import { type ConformanceBench, createConformanceBench } from '#providers/contract/conformance-bench.ts';
import { openDockerWorld } from './testing/open-docker-world.ts';
import { whyNoDockerWorld } from './testing/why-no-docker-world.ts';

const socketPath = '/var/run/docker.sock';

describe('paths of the host on machines', { skip: await whyNoDockerWorld(socketPath) }, () => {
  let bench: ConformanceBench;
  let directory = '';

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'slipway-host-paths-'));
    bench = await createConformanceBench(await openDockerWorld(socketPath, timers));
  });
  after(async () => {
    await bench.world.close();
    await rm(directory, { recursive: true });
  });

  it('a machine reads what of its host is mounted, where it is mounted', async () => {
    const { driver } = bench.world;
    const path = join(directory, 'said');
    await writeFile(path, 'by the host');
    const tags = bench.tags('seeing');
    const hostPaths = [{ path: directory, mountPath: '/mnt/host', readOnly: true }];
    const desired = { ...bench.machine('seeing'), hostPaths };
    const { facts } = await bench.createRunning(driver.machine, { tags, desired });
    const seen = await driver.hostAccess?.read(facts.providerId, '/mnt/host/said');
    assert.equal(new TextDecoder().decode(seen), 'by the host');
    await driver.machine.delete({ owner: tags.owner });
  });

  it('a path that the host does not have is refused and named, and leaves no machine', async () => {
    const { driver } = bench.world;
    const path = join(directory, 'nothing');
    const tags = bench.tags('blind');
    const desired = { ...bench.machine('blind'), hostPaths: [{ path, mountPath: '/mnt/host', readOnly: true }] };
    const refusal = { code: 'Invalid', message: new RegExp(path) };
    await assert.rejects(() => driver.machine.create({ tags, desired }), refusal);
    assert.deepEqual(await driver.machine.observe(tags.owner), { state: 'absent' });
  });
});
