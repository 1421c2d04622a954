import type { ConformanceControls, ConformanceWorld, ForeignResource } from '#providers/contract/conformance-world.ts';
import type { Driver } from '#providers/contract/driver.ts';
import { ProviderError } from '#providers/contract/provider-error.ts';
import type { Owner, ResourceDriver } from '#providers/contract/resource.ts';
import { createCloudDriver } from '../cloud-driver.ts';
import { Cloud } from '../cloud.ts';
import { Scheduler } from '../scheduler.ts';
import { createSeededRandomness } from '../seeded-randomness.ts';
import { SimulatedHosts } from '../simulated-hosts.ts';
import { simulatedModel } from '../simulated-model.ts';

/** The simulated provider as the conformance suite drives it: no manager, time moves when the suite waits. */
export async function openSimulatedWorld(): Promise<ConformanceWorld> {
  const randomness = createSeededRandomness('conformance');
  const scheduler = new Scheduler(randomness.split('scheduler'));
  const clock = { now: () => 1_767_225_600_000 + scheduler.now };
  const cloud = new Cloud({ model: simulatedModel, scheduler, randomness: randomness.split('cloud'), now: clock.now });
  cloud.inhabit(new SimulatedHosts({ cloud, scheduler, randomness: randomness.split('hosts'), clock, kinds: [] }));
  const installation = randomness.uuid();
  const driver = createCloudDriver(cloud);
  const image = (purpose: 'machine' | 'endpoint') => ({
    digest: `sha256:${purpose === 'machine' ? 'aa' : 'bb'}${'0'.repeat(62)}`,
    archive: `/cache/${purpose}.tar`,
    purpose,
    architecture: 'amd64' as const,
  });
  return {
    driver,
    installation,
    images: { machine: image('machine'), endpoint: image('endpoint') },
    commands: { copy: ['copy'], complain: ['complain'], count: ['count'], seenAtBoot: '/var/lib/slipway/seen-at-boot' },
    controls: controlsOf(cloud, installation),
    uid: () => randomness.uuid(),
    async until(what, condition) {
      while (!(await condition())) {
        if (!(await scheduler.step())) {
          throw new Error(`nothing is left to happen, and not: ${what}`);
        }
      }
    },
    close: () => driver.close(),
  };
}

function controlsOf(cloud: Cloud, installation: string): ConformanceControls {
  return {
    anotherDriver: ({ losesReply = 0 } = {}) => losing(createCloudDriver(cloud), losesReply),
    unreachableDriver: () => silent(createCloudDriver(cloud)),
    stopMachine: async (id) => cloud.powerOff(cloud.machineById(id), 'somebody stopped it'),
    startMachine: async (id) => cloud.powerOn(cloud.machineById(id)),
    async removeNetwork(providerId) {
      cloud.networks.delete(providerId);
      for (const member of [...cloud.machines.values(), ...cloud.endpoints.values()]) {
        member.network = member.network === providerId ? undefined : member.network;
      }
    },
    async plantDuplicateMachine(owner) {
      const [original] = [...cloud.machines.values()].filter(({ tags }) => tags.owner.uid === owner.uid);
      if (original === undefined) {
        throw new Error(`there is no machine ${owner.name} to duplicate`);
      }
      const providerId = cloud.newId('machine');
      cloud.machines.set(providerId, { ...original, providerId, facts: { ...original.facts, providerId } });
    },
    plantForeign: async (resource, owner) => plantForeign(cloud, resource, owner),
    snapshot: async () =>
      JSON.stringify(
        [cloud.machines, cloud.networks, cloud.endpoints, cloud.images].flatMap((store) =>
          [...store.values()]
            // What is on its way out is as good as gone: its removal takes virtual time that the suite need not wait for.
            .filter(({ foreign, deleting, tags }) => !foreign && !deleting && tags.owner.installation === installation)
            .map(({ providerId, tags, facts, since }) => ({ providerId, tags, facts, since })),
        ),
      ),
  };
}

function plantForeign(cloud: Cloud, resource: 'machine' | 'endpoint' | 'network', owner: Owner): ForeignResource {
  const providerId = cloud.newId('foreign');
  const tags = { owner, epoch: 0 };
  const common = { providerId, tags, foreign: true, since: 0, deleting: false };
  const network = { uid: 'elsewhere', name: 'elsewhere' };
  const store: Map<string, unknown> = { machine: cloud.machines, endpoint: cloud.endpoints, network: cloud.networks }[
    resource
  ];
  const planted = { ...common, desired: { network }, facts: { providerId, cidrs: [] } };
  store.set(providerId, planted);
  const before = JSON.stringify(planted);
  return {
    untouched: async () => JSON.stringify(store.get(providerId)) === before,
    remove: async () => void store.delete(providerId),
  };
}

/** Loses the reply to the n-th changing call after it took effect. */
function losing(driver: Driver, losesReply: number): Driver {
  let changes = 0;
  const lose = async (call: Promise<void>): Promise<void> => {
    changes += 1;
    const number = changes;
    await call;
    if (number === losesReply) {
      throw new ProviderError('Unavailable', 'the connection broke before the reply came');
    }
  };
  return wrapped(driver, (resource) => ({
    observe: (owner) => resource.observe(owner),
    list: (scope) => resource.list(scope),
    create: (request) => lose(resource.create(request)),
    update: (request) => lose(resource.update(request)),
    delete: (request) => lose(resource.delete(request)),
  }));
}

function silent(driver: Driver): Driver {
  const fail = async (): Promise<never> => {
    throw new ProviderError('Unavailable', 'the provider does not answer');
  };
  return {
    ...wrapped(driver, () => ({ observe: fail, list: fail, create: fail, update: fail, delete: fail })),
    hostFacts: fail,
  };
}

function wrapped(driver: Driver, wrap: <D, F>(resource: ResourceDriver<D, F>) => ResourceDriver<D, F>): Driver {
  return {
    ...driver,
    machine: wrap(driver.machine),
    network: wrap(driver.network),
    endpoint: wrap(driver.endpoint),
    image: wrap(driver.image),
  };
}
