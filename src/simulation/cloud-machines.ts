import type { MachineDesired, MachineFacts } from '#providers/contract/machine.ts';
import { ProviderError } from '#providers/contract/provider-error.ts';
import type { ResourceDriver } from '#providers/contract/resource.ts';
import { createCloudResources } from './cloud-resources.ts';
import type { Cloud, CloudMachine } from './cloud.ts';
import { MachineJournal } from './machine-journal.ts';
import { networkOf } from './network-of.ts';

/** Machines of the simulated provider. */
export function createCloudMachines(cloud: Cloud): ResourceDriver<MachineDesired, MachineFacts> {
  return createCloudResources<MachineDesired, MachineFacts, CloudMachine>(cloud, {
    kind: 'machine',
    store: cloud.machines,
    make({ tags, desired }) {
      const network = networkOf(cloud, desired.network.uid);
      if (
        ![...cloud.images.values()].some(({ facts }) => facts.reference === desired.image && facts.state === 'ready')
      ) {
        throw new ProviderError('NotFound', `there is no image ${desired.image} at the provider`);
      }
      if (cloud.machines.size >= cloud.quota) {
        throw new ProviderError(
          'Quota',
          `there are ${cloud.machines.size} machines already: raise the quota or remove some`,
        );
      }
      const providerId = cloud.newId('machine');
      return {
        providerId,
        tags,
        foreign: false,
        desired,
        facts: { providerId, state: 'creating', addresses: [], image: desired.image, detail: '' },
        since: cloud.now(),
        deleting: false,
        address: cloud.newAddress(network),
        network: network.providerId,
        files: new Map([
          ['/etc/slipway/tasks/bootstrap.json', desired.payload.configuration],
          ['/etc/slipway/secrets/bootstrap.json', desired.payload.secrets],
        ]),
        journal: new MachineJournal(),
        followers: new Set(),
        boot: 0,
      };
    },
    ready: (machine) => cloud.powerOn(machine),
    cutOff(machine) {
      machine.facts = { ...machine.facts, unfinished: true };
    },
    takeUp(machine) {
      const { unfinished = false, ...facts } = machine.facts;
      machine.facts = facts;
      return unfinished;
    },
    update(machine, desired) {
      machine.desired = desired;
      if (machine.facts.state === 'stopped') {
        cloud.powerOn(machine);
      }
    },
    mayDelete: () => undefined,
    deleted: (machine) => cloud.powerOff(machine, 'removed'),
    facts: ({ facts }) => facts,
  });
}
