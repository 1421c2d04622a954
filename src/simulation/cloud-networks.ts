import type { NetworkDesired, NetworkFacts } from '#providers/contract/network.ts';
import { ProviderError } from '#providers/contract/provider-error.ts';
import type { ResourceDriver } from '#providers/contract/resource.ts';
import { createCloudResources } from './cloud-resources.ts';
import type { Cloud, CloudEndpoint, CloudMachine, CloudNetwork } from './cloud.ts';

/** Networks of the simulated provider. */
export function createCloudNetworks(cloud: Cloud): ResourceDriver<NetworkDesired, NetworkFacts> {
  return createCloudResources<NetworkDesired, NetworkFacts, CloudNetwork>(cloud, {
    kind: 'network',
    store: cloud.networks,
    make({ tags, desired }) {
      const providerId = cloud.newId('network');
      const cidr = desired.cidr ?? cloud.newRange(desired.avoid);
      const [first = '', second = ''] = cidr.split('.');
      const cidrs = [cidr, desired.ipv6Cidr ?? `fd00:${first}:${second}::/64`];
      return {
        providerId,
        tags,
        foreign: false,
        desired,
        facts: { providerId, cidrs, attached: 0, detached: 0, resolvers: ['9.9.9.9'] },
        since: cloud.now(),
        deleting: false,
      };
    },
    ready: (network) => attachMembers(cloud, network),
    update: (network) => attachMembers(cloud, network),
    mayDelete(network) {
      const attached = attachedTo(cloud, network);
      if (attached > 0) {
        throw new ProviderError('Unavailable', `${attached} machines and endpoints are still attached to the network`, {
          retryAfterMilliseconds: 1000,
        });
      }
    },
    deleted: () => undefined,
    facts: (network) => ({
      ...network.facts,
      attached: attachedTo(cloud, network),
      detached: membersOf(cloud, network).filter((member) => member.network !== network.providerId).length,
    }),
  });
}

/** Everything that was made to be on a network of this owner. */
function membersOf(cloud: Cloud, { tags: { owner } }: CloudNetwork): readonly (CloudMachine | CloudEndpoint)[] {
  const all = [...cloud.machines.values(), ...cloud.endpoints.values()];
  return all.filter(({ foreign, desired }) => !foreign && desired.network.uid === owner.uid);
}

function attachedTo(cloud: Cloud, network: CloudNetwork): number {
  return membersOf(cloud, network).filter((member) => member.network === network.providerId).length;
}

/** What was on an earlier network of this owner is put onto this one, where it was. */
function attachMembers(cloud: Cloud, network: CloudNetwork): void {
  for (const member of membersOf(cloud, network)) {
    member.network = network.providerId;
  }
}
