import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import Dockerode from 'dockerode';
import { timers } from '#platform/timers.ts';
import { type ConformanceBench, createConformanceBench } from '#providers/contract/conformance-bench.ts';
import { createAddressBook } from './create-address-book.ts';
import { createSerializer } from './create-serializer.ts';
import { type AttachedNetwork, findNetwork } from './find-network.ts';
import { labelNames } from './label-names.ts';
import { openDockerWorld } from './testing/open-docker-world.ts';
import { whyNoDockerWorld } from './testing/why-no-docker-world.ts';

const socketPath = '/var/run/docker.sock';

describe('addresses that are given', { skip: await whyNoDockerWorld(socketPath) }, () => {
  const engine = new Dockerode({ socketPath });
  let bench: ConformanceBench;
  let network: AttachedNetwork;

  before(async () => {
    bench = await createConformanceBench(await openDockerWorld(socketPath, timers));
    network = await findNetwork(engine, bench.world.installation, bench.machine('any').network);
  });
  after(() => bench.world.close());

  /** As it is between its creation and its start. */
  async function createContainer(address: string): Promise<void> {
    const label = [`${labelNames.installation}=${bench.world.installation}`];
    const [image] = await engine.listImages({ filters: JSON.stringify({ label }) });
    await engine.createContainer({
      Image: image?.Id ?? '',
      Labels: { [labelNames.installation]: bench.world.installation, [labelNames.address]: address },
      HostConfig: { NetworkMode: network.name },
      NetworkingConfig: { EndpointsConfig: { [network.name]: { IPAMConfig: { IPv4Address: address } } } },
    });
  }

  it('are not given again while their container is made and has not started', async () => {
    const book = createAddressBook(async () => engine, createSerializer());
    const first = await book.reserve(network);
    await createContainer(first.address);
    first.release();
    const second = await book.reserve(network);
    second.release();
    assert.notEqual(second.address, first.address);
  });

  it('keep their network as long as a container that has not started is to be on it', async () => {
    const { driver } = bench.world;
    const listed = await driver.network.list({ installation: bench.world.installation });
    const seen = listed.find(({ facts }) => facts.providerId === network.id);
    assert.equal(seen?.facts.attached, 1);
    const { owner } = seen.tags;
    await assert.rejects(() => driver.network.delete({ owner }), /still has 1 machines or endpoints/);
  });
});
