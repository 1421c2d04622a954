import { Node } from '#api/builtin/node.ts';
import type { Cloud, CloudMachine } from './cloud.ts';
import { MachineJournal } from './machine-journal.ts';
import type { Misfortune } from './misfortune.ts';
import type { SimulatedHosts } from './simulated-hosts.ts';

interface Truth {
  readonly cloud: Cloud;
  readonly hosts: SimulatedHosts;
}

/** Lets a misfortune happen; the result takes its cause away, where there is anything to take away. */
export async function strike({ cloud, hosts }: Truth, happens: Misfortune): Promise<() => void> {
  switch (happens.misfortune) {
    case 'provider-silent':
      cloud.fallSilent(happens.because);
      return () => cloud.answerAgain();
    case 'provider-full':
      cloud.full = happens.because;
      return () => {
        cloud.full = undefined;
      };
    case 'host-problem':
      cloud.problems = [happens.problem];
      return () => {
        cloud.problems = [];
      };
    case 'cut-off':
      cloud.cutOff.add(happens.resource);
      return nothing;
    case 'machine-stopped': {
      const machine = machineNamed(cloud, happens.machine);
      cloud.powerOff(machine, happens.detail);
      return () => cloud.powerOn(machine);
    }
    case 'machine-removed': {
      const machine = machineNamed(cloud, happens.machine);
      cloud.machines.delete(machine.providerId);
      cloud.powerOff(machine, 'removed');
      return nothing;
    }
    case 'machine-foreign':
      return plantForeign(cloud, happens.uid);
    case 'network-removed':
      removeNetworks(cloud, hosts);
      return nothing;
    case 'images-removed':
      cloud.images.clear();
      return nothing;
    case 'node-deleted':
      for (const { engine } of hosts.clusters) {
        await engine.delete(Node, { name: happens.node });
      }
      return nothing;
    case 'machine-afflicted':
      hosts.afflictions.set(happens.machine, happens.affliction);
      return () => void hosts.afflictions.delete(happens.machine);
  }
}

function nothing(): void {
  // What happened is over; the rest is up to whoever keeps the world right.
}

function machineNamed(cloud: Cloud, name: string): CloudMachine {
  const found = [...cloud.machines.values()].find(({ tags }) => tags.owner.name === name);
  if (found === undefined) {
    throw new Error(`there is no machine ${name} at the provider`);
  }
  return found;
}

function plantForeign(cloud: Cloud, uid: string): () => void {
  const providerId = cloud.newId('foreign');
  const owner = { installation: 'another', namespace: '', cluster: '', clusterUid: '', name: 'foreign', uid };
  const network = { uid: 'elsewhere', name: 'elsewhere' };
  const payload = { configuration: new TextEncoder().encode('{}'), secrets: new Uint8Array() };
  cloud.machines.set(providerId, {
    providerId,
    tags: { owner, epoch: 0 },
    foreign: true,
    desired: { hostname: 'foreign', role: 'Worker', image: '', network, payload },
    facts: { providerId, state: 'running', addresses: [], image: '', detail: '' },
    since: cloud.now(),
    deleting: false,
    address: '',
    network: undefined,
    files: new Map(),
    journal: new MachineJournal(),
    followers: new Set(),
    boot: 0,
  });
  return () => void cloud.machines.delete(providerId);
}

/** Whoever was connected through it hears no more; the provider says that networks went, not whose machines were on them. */
function removeNetworks(cloud: Cloud, hosts: SimulatedHosts): void {
  const gone = [...cloud.networks.values()];
  cloud.networks.clear();
  for (const member of [...cloud.machines.values(), ...cloud.endpoints.values()]) {
    member.network = undefined;
  }
  for (const watch of hosts.clusters.flatMap((cluster) => [...cluster.watches])) {
    watch.close();
  }
  for (const { tags } of gone) {
    cloud.hint(tags.owner.uid);
  }
}
