import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { timers } from '#platform/timers.ts';
import { type ConformanceBench, createConformanceBench } from '#providers/contract/conformance-bench.ts';
import { connectEngine } from './connect-engine.ts';
import { labelNames } from './label-names.ts';
import { removeLooks } from './remove-looks.ts';
import { openDockerWorld } from './testing/open-docker-world.ts';
import { whyNoDockerWorld } from './testing/why-no-docker-world.ts';

const socketPath = '/var/run/docker.sock';

describe('what a killed manager left of a look at the host', { skip: await whyNoDockerWorld(socketPath) }, () => {
  let bench: ConformanceBench;

  before(async () => {
    bench = await createConformanceBench(await openDockerWorld(socketPath, timers));
  });
  after(() => bench.world.close());

  it('is removed when it is old, and left while somebody may still read it', async () => {
    const { installation } = bench.world;
    const connection = connectEngine({ socketPath }, timers);
    const engine = await connection.client();
    const Labels = { [labelNames.installation]: installation, [labelNames.resource]: 'look' };
    const { id } = await engine.createContainer({ Image: bench.machine('looked').image, Labels });
    const left = async (): Promise<number> => {
      const found = await engine.listContainers({ all: true, filters: JSON.stringify({ id: [id] }) });
      return found.length;
    };
    await removeLooks(engine, installation);
    assert.equal(await left(), 1);
    await removeLooks(engine, installation, -5);
    assert.equal(await left(), 0);
    connection.close();
  });
});
