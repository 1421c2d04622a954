import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import Dockerode from 'dockerode';
import { clock } from '#platform/clock.ts';
import { timers } from '#platform/timers.ts';
import type { Driver } from '#providers/contract/driver.ts';
import type { ImageDesired } from '#providers/contract/image.ts';
import type { Tagged } from '#providers/contract/resource.ts';
import { createDockerDriver } from './create-docker-driver.ts';
import { buildSmallMachine } from './testing/build-small-machine.ts';
import { removeInstallation } from './testing/remove-installation.ts';
import { whyNoDockerWorld } from './testing/why-no-docker-world.ts';

const socketPath = '/var/run/docker.sock';
const engine = new Dockerode({ socketPath });
let directory = '';
let desired: ImageDesired;
let driver: Driver;
const installations: string[] = [];

function tagsOfNewInstallation(): Tagged {
  const installation = randomUUID();
  installations.push(installation);
  return {
    owner: { installation, namespace: '', cluster: '', clusterUid: '', name: 'v1.0.0', uid: randomUUID() },
    epoch: 1,
  };
}

async function imported(tags: Tagged) {
  for (let attempt = 0; attempt < 1500; attempt++) {
    await driver.image.create({ tags, desired });
    const seen = await driver.image.observe(tags.owner);
    if (seen.state === 'present' && seen.facts.state === 'ready') return seen;
    await timers.sleep(20);
  }
  return assert.fail('the image did not become ready');
}

async function layersOf(reference: string): Promise<readonly string[]> {
  return (await engine.getImage(reference).inspect()).RootFS.Layers ?? [];
}

describe('images of several installations', { skip: await whyNoDockerWorld(socketPath) }, () => {
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'slipway-share-'));
    // Content that no other test has brought to the engine.
    const built = await buildSmallMachine(directory, { note: randomUUID() });
    desired = { ...built, purpose: 'machine', architecture: process.arch === 'arm64' ? 'arm64' : 'amd64' };
    const installation = randomUUID();
    driver = createDockerDriver({
      engine: { socketPath },
      publishAddress: '127.0.0.1',
      clock,
      timers,
      installation,
    });
  });
  after(async () => {
    await driver.close();
    for (const installation of installations)
      await removeInstallation(engine, `slipway.dev/installation=${installation}`);
    await rm(directory, { recursive: true });
  });

  it('share content that is there, whoever brought it, and each keeps its own until it deletes it', async () => {
    const first = tagsOfNewInstallation();
    const second = tagsOfNewInstallation();
    const brought = await imported(first);
    // From here on the archive is of no use: whatever comes now comes from what the engine has.
    await writeFile(desired.archive, 'not what the digest says');
    const shared = await imported(second);
    assert.deepEqual(shared.tags, second);
    assert.notEqual(shared.facts.providerId, brought.facts.providerId);
    assert.deepEqual(await layersOf(shared.facts.reference), [desired.digest]);
    assert.deepEqual((await driver.image.observe(first.owner)).state, 'present');

    await driver.image.delete({ owner: first.owner });
    assert.equal((await driver.image.observe(first.owner)).state, 'absent');
    const { id } = await engine.createContainer({
      Image: shared.facts.reference,
      Labels: { 'slipway.dev/installation': second.owner.installation },
    });
    await engine.getContainer(id).remove();

    await driver.image.delete({ owner: second.owner });
    await assert.rejects(imported(tagsOfNewInstallation()), /Importing .*small-machine.tar/);
  });
});
