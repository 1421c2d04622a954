import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Dockerode from 'dockerode';
import type { Timers } from '#capabilities/timers.ts';
import { clock } from '#platform/clock.ts';
import type { ConformanceControls, ConformanceWorld } from '#providers/contract/conformance-world.ts';
import type { Owner } from '#providers/contract/resource.ts';
import { createDockerDriver, type DockerDriverOptions } from '../create-docker-driver.ts';
import { labelNames } from '../label-names.ts';
import { buildSmallMachine } from './build-small-machine.ts';
import { openLosingProxy } from './open-losing-proxy.ts';
import { plantForeign } from './plant-foreign.ts';
import { snapshotInstallation } from './snapshot-installation.ts';
import { removeInstallation } from './remove-installation.ts';

const patience = 10_000;
const pause = 20;

/** A conformance world on a real engine: everything in it bears the label of an installation of its own. */
export async function openDockerWorld(socketPath: string, timers: Timers): Promise<ConformanceWorld> {
  const directory = await mkdtemp(join(tmpdir(), 'slipway-docker-'));
  const built = await buildSmallMachine(directory);
  const engine = new Dockerode({ socketPath });
  const installation = randomUUID();
  const common = { publishAddress: '127.0.0.1', clock, timers, installation };
  const driver = createDockerDriver({ engine: { socketPath }, ...common });
  const closers: (() => void)[] = [];
  const desired = { ...built, architecture: process.arch === 'arm64' ? 'arm64' : 'amd64' } as const;
  return {
    driver,
    installation,
    images: { machine: { ...desired, purpose: 'machine' }, endpoint: { ...desired, purpose: 'endpoint' } },
    commands: { copy: ['/bin/copy'], complain: ['/bin/complain'], count: ['/bin/count'], seenAtBoot: '/seen-at-boot' },
    controls: controlsOf({ engine, common, socketPath, directory, installation, closers }),
    uid: randomUUID,
    until: async (what, condition) => await until(timers, what, condition),
    close: async () => {
      await driver.close();
      await removeInstallation(engine, `${labelNames.installation}=${installation}`);
      for (const close of closers) close();
      await rm(directory, { recursive: true });
    },
  };
}

interface Surroundings {
  readonly engine: Dockerode;
  readonly common: Omit<DockerDriverOptions, 'engine'>;
  readonly socketPath: string;
  readonly directory: string;
  readonly installation: string;
  readonly closers: (() => void)[];
}

function controlsOf({
  engine,
  common,
  socketPath,
  directory,
  installation,
  closers,
}: Surroundings): ConformanceControls {
  return {
    anotherDriver: ({ losesReply = 0 } = {}) => {
      const proxy = openLosingProxy(socketPath, join(directory, `${randomUUID().slice(0, 8)}.sock`), losesReply);
      closers.push(proxy.close);
      return createDockerDriver({ engine: { socketPath: proxy.socketPath }, ...common });
    },
    unreachableDriver: () => createDockerDriver({ engine: { socketPath: join(directory, 'nobody.sock') }, ...common }),
    stopMachine: async (providerId) => await engine.getContainer(providerId).stop(),
    startMachine: async (providerId) => await engine.getContainer(providerId).start(),
    removeNetwork: async (providerId) => await removeNetwork(engine, providerId),
    plantDuplicateMachine: async (owner) => await plantDuplicate(engine, owner),
    plantForeign: async (resource, owner) => await plantForeign(engine, resource, owner),
    snapshot: async () => await snapshotInstallation(engine, `${labelNames.installation}=${installation}`),
  };
}

/** As somebody does it by hand: the engine removes no network that something runs on. */
async function removeNetwork(engine: Dockerode, id: string): Promise<void> {
  const network = engine.getNetwork(id);
  const { Containers: attached } = (await network.inspect()) as { readonly Containers?: object };
  for (const container of Object.keys(attached ?? {})) await network.disconnect({ Container: container, Force: true });
  await network.remove();
}

/** The same labels and image under another name. */
async function plantDuplicate(engine: Dockerode, owner: Owner): Promise<void> {
  const [original] = await engine.listContainers({ all: true, filters: { label: [`${labelNames.uid}=${owner.uid}`] } });
  if (original === undefined) throw new Error(`There is no machine ${owner.name} to duplicate.`);
  await engine.createContainer({ name: `duplicate-${owner.uid}`, Image: original.Image, Labels: original.Labels });
}

async function until(timers: Timers, what: string, condition: () => Promise<boolean>): Promise<void> {
  const end = timers.monotonic() + patience;
  while (!(await condition())) {
    if (timers.monotonic() > end) throw new Error(`Waited ${patience} ms in vain until ${what}.`);
    await timers.sleep(pause);
  }
}
