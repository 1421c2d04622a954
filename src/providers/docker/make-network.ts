import type Dockerode from 'dockerode';
import { overlappingRanges } from '#domain/network/overlapping-ranges.ts';
import { rangeCollision, type Taken } from '#domain/network/range-collision.ts';
import type { NetworkDesired } from '#providers/contract/network.ts';
import { ProviderError } from '#providers/contract/provider-error.ts';
import type { Tagged } from '#providers/contract/resource.ts';
import { askEngine } from './ask-engine.ts';
import { chooseIpv6Subnet } from './choose-ipv6-subnet.ts';
import { chooseSubnets } from './choose-subnets.ts';
import type { DockerContext } from './docker-context.ts';
import type { HostRecord } from './host-record.ts';
import { ipv6SubnetPlan } from './ipv6-subnet-plan.ts';
import { labelsOf } from './labels-of.ts';
import { subnetPlan } from './subnet-plan.ts';
import { takenRanges } from './taken-ranges.ts';
import { unlessAbsent } from './unless-absent.ts';

interface Request {
  readonly tags: Tagged;
  readonly desired: NetworkDesired;
}

interface Subnets {
  readonly fourth: string;
  readonly sixth: string | undefined;
}

const attempts = 16;

/** Makes a bridge of IPv4, and of IPv6 where that is wanted, in ranges that are nobody's; those a user chose are checked. */
export async function makeNetwork(context: DockerContext, name: string, { tags, desired }: Request): Promise<void> {
  const engine = await context.engine();
  const host = await context.host('now');
  const taken = await takenRanges(engine, host);
  const mtu = await defaultMtu(engine);
  let refusal: ProviderError | undefined;
  for (const subnets of candidates({ tags, desired }, host, taken).slice(0, attempts)) {
    refusal = await tryMake(engine, { name, tags, subnets, mtu });
    if (refusal === undefined) return;
  }
  throw (
    refusal ??
    new ProviderError(
      'NoCapacity',
      'No private network is free of routes of the host: name one in the Provider (docker.network.cidr).',
    )
  );
}

function candidates({ tags, desired }: Request, host: HostRecord, taken: readonly Taken[]): readonly Subnets[] {
  const chosen = [desired.cidr, desired.ipv6Cidr].filter((cidr) => cidr !== undefined);
  for (const cidr of chosen) refuseTaken(cidr, taken, desired.avoid);
  const avoid = [...taken.map(({ cidr }) => cidr), ...desired.avoid];
  const sixth = withIpv6(desired, host) ? (desired.ipv6Cidr ?? chooseIpv6Subnet(tags.owner.uid, avoid)) : undefined;
  const fourths = desired.cidr === undefined ? chooseSubnets(avoid) : [desired.cidr];
  return fourths.map((fourth) => ({ fourth, sixth }));
}

/**
 * Only where it is wanted: engines take a second longer to start a container on a bridge with IPv6. The engine leaves a
 * bridge behind when it fails to give it IPv6, so what the kernel lacks is not tried.
 */
function withIpv6({ families, ipv6Cidr }: NetworkDesired, host: HostRecord): boolean {
  if (!families.includes('IPv6') && ipv6Cidr === undefined) return false;
  const seen = host.routes !== undefined;
  if (!seen || host.ipv6 !== undefined) return true;
  throw new ProviderError(
    'Invalid',
    "The kernel of the engine's host has no IPv6, so no network there carries it: use IPv4 ranges, or start that kernel with IPv6.",
  );
}

/** A host's wide route through a gateway may well lead around a network of ours; its machines' pods and Services may not. */
function refuseTaken(cidr: string, taken: readonly Taken[], avoid: readonly string[]): void {
  const pair = overlappingRanges([cidr], avoid);
  const holder = pair
    ? { cidr: pair[1], what: 'a range of its pods or Services' }
    : rangeCollision([cidr], taken)?.taken;
  if (holder === undefined) return;
  throw new ProviderError(
    'Invalid',
    `The range ${cidr} that the Provider names for its network overlaps ${holder.cidr}, ${holder.what}: name another, or none to have one chosen.`,
  );
}

interface Making {
  readonly name: string;
  readonly tags: Tagged;
  readonly subnets: Subnets;
  readonly mtu: string;
}

/** Gives the refusal when a subnet collides with something that was not seen. */
async function tryMake(engine: Dockerode, { name, tags, subnets, mtu }: Making): Promise<ProviderError | undefined> {
  const { fourth, sixth } = subnets;
  const options = {
    Name: name,
    CheckDuplicate: true,
    Driver: 'bridge',
    EnableIPv6: sixth !== undefined,
    IPAM: {
      Driver: 'default',
      Config: [subnetPlan(fourth), ...(sixth === undefined ? [] : [ipv6SubnetPlan(sixth, fourth)])],
    },
    Options: { 'com.docker.network.driver.mtu': mtu },
    Labels: labelsOf('network', tags),
  };
  const ranges = [fourth, sixth].filter((range) => range !== undefined).join(', ');
  try {
    await askEngine(`Creating the network ${name} (${ranges})`, () => engine.createNetwork(options));
    return undefined;
  } catch (error) {
    if (error instanceof ProviderError && /overlaps/i.test(error.message))
      return new ProviderError('Invalid', error.message, { cause: error });
    throw error;
  }
}

/** What the engine found for its own bridge. */
async function defaultMtu(engine: Dockerode): Promise<string> {
  const bridge: Dockerode.NetworkInspectInfo | undefined = await unlessAbsent(() =>
    askEngine('Looking at a network', () => engine.getNetwork('bridge').inspect()),
  );
  return bridge?.Options?.['com.docker.network.driver.mtu'] ?? '1500';
}
