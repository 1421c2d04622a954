import type Dockerode from 'dockerode';
import { ProviderError } from '#providers/contract/provider-error.ts';
import { askEngine } from './ask-engine.ts';
import type { Serialize } from './create-serializer.ts';
import type { AttachedNetwork } from './find-network.ts';
import { freeAddress } from './free-address.ts';
import { labelNames } from './label-names.ts';
import { networkFilter } from './network-filter.ts';

/** Gives addresses and host ports to containers that are about to be made. */
export interface AddressBook {
  /** An address nobody has; held until `release`, which comes once the container that bears it as a label exists. */
  reserve(
    network: AttachedNetwork,
    avoid?: ReadonlySet<string>,
  ): Promise<{ readonly address: string; release(): void }>;
  /** A port of the engine's host that no container publishes, outside the range of outgoing connections. */
  port(uid: string, avoid: ReadonlySet<number>): Promise<number>;
}

const lowestPort = 20_000;
const portCount = 12_000;

export function createAddressBook(engine: () => Promise<Dockerode>, serialize: Serialize): AddressBook {
  const reserved = new Set<string>();
  return {
    reserve: async (network, avoid = new Set()) =>
      await serialize(`addresses of ${network.id}`, async () => {
        // A reservation may end, its container made, while the list below is on its way: so those before count too.
        const before = [...reserved];
        const used = await usedAddresses(await engine(), network);
        const taken = new Set([...before, ...reserved, ...used, ...avoid]);
        const address = freeAddress(network.subnet, network.gateway, taken);
        if (address === undefined) {
          throw new ProviderError(
            'NoCapacity',
            `The network ${network.name} (${network.subnet}) has no free address: delete machines or use another Provider with its own network.`,
          );
        }
        reserved.add(address);
        return { address, release: () => void reserved.delete(address) };
      }),
    port: async (uid, avoid) => {
      const used = await usedPorts(await engine());
      const start = Number.parseInt(uid.replaceAll('-', '').slice(0, 8), 16) || 0;
      for (let step = 0; step < portCount; step++) {
        const port = lowestPort + ((start + step) % portCount);
        if (!used.has(port) && !avoid.has(port)) return port;
      }
      throw new ProviderError(
        'NoCapacity',
        `All ports from ${lowestPort} to ${lowestPort + portCount - 1} of the engine's host are taken.`,
      );
    },
  };
}

/** Labels tell the addresses of our stopped containers and of endpoints whose container is gone; the network tells everybody else's. */
async function usedAddresses(engine: Dockerode, network: AttachedNetwork): Promise<readonly string[]> {
  const label = [labelNames.address];
  const [containers, volumes, seen] = await Promise.all([
    askEngine('Listing containers', () => engine.listContainers({ all: true, filters: networkFilter(network) })),
    askEngine('Listing volumes', () => engine.listVolumes({ filters: JSON.stringify({ label }) })),
    askEngine('Looking at a network', () => engine.getNetwork(network.id).inspect()),
  ]);
  const attached: unknown = seen.Containers;
  const live = Object.values((attached ?? {}) as Record<string, { IPv4Address?: string }>);
  return [
    ...containers.map(({ Labels }) => Labels[labelNames.address] ?? ''),
    ...containers.flatMap(({ NetworkSettings }) =>
      Object.values(NetworkSettings.Networks).map(({ IPAddress }) => IPAddress),
    ),
    ...(volumes.Volumes ?? []).map(({ Labels }) => Labels?.[labelNames.address] ?? ''),
    ...live.map(({ IPv4Address }) => (IPv4Address ?? '').split('/')[0] ?? ''),
  ];
}

async function usedPorts(engine: Dockerode): Promise<ReadonlySet<number>> {
  const [containers, volumes] = await Promise.all([
    askEngine('Listing containers', () => engine.listContainers({ all: true })),
    askEngine('Listing volumes', () => engine.listVolumes({ filters: JSON.stringify({ label: [labelNames.port] }) })),
  ]);
  return new Set([
    ...containers.flatMap(({ Ports }) => Ports.map(({ PublicPort }) => PublicPort)),
    ...(volumes.Volumes ?? []).map(({ Labels }) => Number(Labels?.[labelNames.port] ?? 0)),
  ]);
}
