import type Dockerode from 'dockerode';
import type { NetworkDesired, NetworkFacts } from '#providers/contract/network.ts';
import { ProviderError } from '#providers/contract/provider-error.ts';
import type { Listed, ListScope, Owner, ResourceDriver, Tagged } from '#providers/contract/resource.ts';
import { askEngine } from './ask-engine.ts';
import { attachMembers } from './attach-members.ts';
import { chooseSubnets } from './choose-subnets.ts';
import { createResolverFinder } from './create-resolver-finder.ts';
import type { FindResolvers } from './create-resolver-finder.ts';
import type { DockerContext } from './docker-context.ts';
import { holderOf } from './holder-of.ts';
import { hostRoutes } from './host-routes.ts';
import { detachedMembers } from './detached-members.ts';
import { labelFilter } from './label-filter.ts';
import { labelsOf } from './labels-of.ts';
import { resourceName } from './resource-name.ts';
import { subnetPlan } from './subnet-plan.ts';
import { tagsOf } from './tags-of.ts';
import { unlessAbsent } from './unless-absent.ts';

interface Request {
  readonly tags: Tagged;
  readonly desired: NetworkDesired;
}

type Network = Dockerode.NetworkInspectInfo;

const subnetAttempts = 16;

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
    delete: async ({ owner, providerId }) =>
      await context.serialize(owner.uid, async () => await remove(await context.engine(), owner, providerId)),
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

async function create(context: DockerContext, { tags, desired }: Request): Promise<void> {
  const engine = await context.engine();
  if ((await findNetworks(engine, tags.owner)).length > 0) return;
  const holder = await holderOfName(engine, tags.owner);
  if (holder !== undefined)
    throw new ProviderError('ForeignOwner', `The name is taken by ${holder}: rename or remove it.`);
  const mtu = await defaultMtu(engine);
  const subnets = desired.cidr === undefined ? await freeSubnets(context, desired.avoid) : [desired.cidr];
  let refusal: ProviderError | undefined;
  for (const subnet of subnets.slice(0, subnetAttempts)) {
    refusal = await tryCreate(engine, tags, { subnet, mtu });
    if (refusal === undefined) return await removeLater(engine, tags.owner);
  }
  throw (
    refusal ??
    new ProviderError(
      'NoCapacity',
      'No private network is free of routes of the host: name one in the Provider (network.cidr).',
    )
  );
}

/** Gives the refusal when the subnet collides with something that the routes did not show. */
async function tryCreate(
  engine: Dockerode,
  tags: Tagged,
  { subnet, mtu }: { subnet: string; mtu: string },
): Promise<ProviderError | undefined> {
  const name = networkName(tags.owner);
  const options = {
    Name: name,
    CheckDuplicate: true,
    Driver: 'bridge',
    IPAM: { Driver: 'default', Config: [subnetPlan(subnet)] },
    Options: { 'com.docker.network.driver.mtu': mtu },
    Labels: labelsOf('network', tags),
  };
  try {
    await askEngine(`Creating the network ${name} (${subnet})`, () => engine.createNetwork(options));
    return undefined;
  } catch (error) {
    if (error instanceof ProviderError && /overlaps|already exists/i.test(error.message)) {
      if (/overlaps/i.test(error.message)) return new ProviderError('Invalid', error.message, { cause: error });
      if ((await findNetworks(engine, tags.owner)).length > 0) return undefined;
    }
    throw error;
  }
}

/** Two managers at once can make two: the oldest stays, as everybody sees the same order. */
async function removeLater(engine: Dockerode, owner: Owner): Promise<void> {
  const [, ...later] = await findNetworks(engine, owner);
  for (const network of later) {
    await unlessAbsent(() => askEngine('Removing a network', () => engine.getNetwork(network.Id).remove()));
  }
}

async function freeSubnets(context: DockerContext, avoid: readonly string[]): Promise<readonly string[]> {
  const engine = await context.engine();
  const networks = await askEngine('Listing networks', () => engine.listNetworks());
  const subnets = networks.flatMap(({ IPAM }) => (IPAM?.Config ?? []).map(({ Subnet }) => Subnet ?? ''));
  const { routes } = await context.host(true);
  return chooseSubnets([...avoid, ...subnets, ...hostRoutes(routes ?? '')]);
}

/** What the engine found for its own bridge. */
async function defaultMtu(engine: Dockerode): Promise<string> {
  const bridge: Network | undefined = await unlessAbsent(() =>
    askEngine('Looking at a network', () => engine.getNetwork('bridge').inspect()),
  );
  return bridge?.Options?.['com.docker.network.driver.mtu'] ?? '1500';
}

async function attachedCount(engine: Dockerode, id: string): Promise<number> {
  return (await askEngine('Listing containers', () => engine.listContainers({ all: true, filters: { network: [id] } })))
    .length;
}

async function remove(engine: Dockerode, owner: Owner, providerId: string | undefined): Promise<void> {
  const found = await findNetworks(engine, owner);
  if (found.length === 0) {
    const holder = await holderOfName(engine, owner);
    if (holder !== undefined) throw new ProviderError('ForeignOwner', `This is ${holder}: it is left alone.`);
  }
  for (const { Id, Name } of found.filter((network) => providerId === undefined || network.Id === providerId)) {
    const attached = await attachedCount(engine, Id);
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
      cidrs: pools.map(({ Subnet }) => Subnet ?? '').filter((cidr) => cidr !== ''),
      attached: await attachedCount(engine, network.Id),
      detached: (await detachedMembers(engine, network)).length,
      resolvers: await findResolvers(pools[0]?.Gateway ?? ''),
    },
    since: new Date(network.Created).toISOString(),
  };
}
