import type Dockerode from 'dockerode';
import { addressFamily } from '#domain/network/address-family.ts';
import type { NetworkDesired, NetworkFacts } from '#providers/contract/network.ts';
import { ProviderError } from '#providers/contract/provider-error.ts';
import { refuseOutdated } from '#providers/contract/refuse-outdated.ts';
import type { Listed, ListScope, Owner, ResourceDriver, Tagged } from '#providers/contract/resource.ts';
import { askEngine } from './ask-engine.ts';
import { attachMembers } from './attach-members.ts';
import { createResolverFinder } from './create-resolver-finder.ts';
import type { FindResolvers } from './create-resolver-finder.ts';
import type { DockerContext } from './docker-context.ts';
import { holderOf } from './holder-of.ts';
import { detachedMembers } from './detached-members.ts';
import { labelFilter } from './label-filter.ts';
import { makeNetwork } from './make-network.ts';
import { networkFilter } from './network-filter.ts';
import { resourceName } from './resource-name.ts';
import { tagsOf } from './tags-of.ts';
import { unlessAbsent } from './unless-absent.ts';

interface Request {
  readonly tags: Tagged;
  readonly desired: NetworkDesired;
}

type Removal = Parameters<ResourceDriver<NetworkDesired, NetworkFacts>['delete']>[0];

type Network = Dockerode.NetworkInspectInfo;

/** One bridge per Provider. */
export function createDockerNetworks(context: DockerContext): ResourceDriver<NetworkDesired, NetworkFacts> {
  const findResolvers = createResolverFinder(context);
  const listed = async (network: Network): Promise<Listed<NetworkFacts>> =>
    await listedNetwork(await context.engine(), network, findResolvers);
  return {
    observe: async (owner) => {
      const engine = await context.engine();
      context.noteNetwork(networkName(owner), owner.uid);
      const [network] = await findNetworks(engine, owner);
      if (network !== undefined) return { state: 'present', ...(await listed(network)) };
      const holder = await holderOfName(engine, owner);
      return holder === undefined ? { state: 'absent' } : { state: 'foreign', holder };
    },
    list: async (scope) => await Promise.all((await findNetworks(await context.engine(), scope)).map(listed)),
    create: async (request) =>
      await context.serialize(request.tags.owner.uid, async () => await make(context, request)),
    update: async (request) =>
      await context.serialize(request.tags.owner.uid, async () => await make(context, request)),
    delete: async (request) =>
      await context.serialize(request.owner.uid, async () => await remove(await context.engine(), request)),
  };
}

function networkName(owner: Owner): string {
  return resourceName(`slipway-${owner.name}`, owner.uid);
}

async function findNetworks(engine: Dockerode, whose: Owner | ListScope): Promise<readonly Network[]> {
  const found = await askEngine('Listing networks', () =>
    engine.listNetworks({ filters: labelFilter('network', whose) }),
  );
  return found.toSorted((a, b) => (a.Created < b.Created ? -1 : 1));
}

/** The engine finds networks by a part of their name too, so the name is compared. */
async function holderOfName(engine: Dockerode, owner: Owner): Promise<string | undefined> {
  const name = networkName(owner);
  const named = await askEngine('Listing networks', () => engine.listNetworks({ filters: { name: [name] } }));
  const other = named.find(({ Name }) => Name === name);
  return other && holderOf(`network ${name}`, other.Labels);
}

/** What was on the network before it was taken away is put back onto it: its address stays its own. */
async function make(context: DockerContext, request: Request): Promise<void> {
  await create(context, request);
  const engine = await context.engine();
  const [network] = await findNetworks(engine, request.tags.owner);
  if (network !== undefined) await attachMembers(engine, network);
}

async function create(context: DockerContext, request: Request): Promise<void> {
  const engine = await context.engine();
  const { owner } = request.tags;
  const [present] = await findNetworks(engine, owner);
  if (present !== undefined) return refuseOutdated(tagsOf(present.Labels ?? {}), request.tags.epoch);
  const holder = await holderOfName(engine, owner);
  if (holder !== undefined)
    throw new ProviderError('ForeignOwner', `The name is taken by ${holder}: rename or remove it.`);
  try {
    await makeNetwork(context, networkName(owner), request);
  } catch (error) {
    // Another manager may have been faster.
    if ((await findNetworks(engine, owner)).length === 0) throw error;
  }
  await removeLater(engine, owner);
}

/** Two managers at once can make two: the oldest stays, as everybody sees the same order. */
async function removeLater(engine: Dockerode, owner: Owner): Promise<void> {
  const [, ...later] = await findNetworks(engine, owner);
  for (const network of later) {
    await unlessAbsent(() => askEngine('Removing a network', () => engine.getNetwork(network.Id).remove()));
  }
}

async function attachedCount(engine: Dockerode, { Id: id, Name: name }: Network): Promise<number> {
  const filters = networkFilter({ id, name });
  return (await askEngine('Listing containers', () => engine.listContainers({ all: true, filters }))).length;
}

async function remove(engine: Dockerode, { owner, epoch, providerId }: Removal): Promise<void> {
  const found = await findNetworks(engine, owner);
  if (found.length === 0) {
    const holder = await holderOfName(engine, owner);
    if (holder !== undefined) throw new ProviderError('ForeignOwner', `This is ${holder}: it is left alone.`);
  }
  for (const network of found.filter(({ Id: id }) => providerId === undefined || id === providerId)) {
    const { Id, Labels, Name } = network;
    refuseOutdated(tagsOf(Labels ?? {}), epoch);
    const attached = await attachedCount(engine, network);
    if (attached > 0) {
      throw new ProviderError(
        'Unavailable',
        `The network ${Name} still has ${attached} machines or endpoints: delete those first.`,
        { retryAfterMilliseconds: 5000 },
      );
    }
    await unlessAbsent(() => askEngine(`Removing the network ${Name}`, () => engine.getNetwork(Id).remove()));
  }
}

async function listedNetwork(
  engine: Dockerode,
  network: Network,
  findResolvers: FindResolvers,
): Promise<Listed<NetworkFacts>> {
  const pools = network.IPAM?.Config ?? [];
  return {
    providerId: network.Id,
    tags: tagsOf(network.Labels ?? {}),
    facts: {
      providerId: network.Id,
      cidrs: inOrder(pools.map(({ Subnet }) => Subnet ?? '').filter((cidr) => cidr !== '')),
      attached: await attachedCount(engine, network),
      detached: (await detachedMembers(engine, network)).length,
      resolvers: await findResolvers(pools.find(({ Subnet }) => addressFamily(Subnet ?? '') === 'IPv4')?.Gateway ?? ''),
    },
    since: new Date(network.Created).toISOString(),
  };
}

function inOrder(cidrs: readonly string[]): readonly string[] {
  return cidrs.toSorted((a, b) => addressFamily(a).localeCompare(addressFamily(b), 'en'));
}
