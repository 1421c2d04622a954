import type { NetworkDesired, NetworkFacts } from '#providers/contract/network.ts';
import { ProviderError } from '#providers/contract/provider-error.ts';
import type { ResourceDriver } from '#providers/contract/resource.ts';
import { createCloudResources } from './cloud-resources.ts';
import type { Cloud, CloudNetwork } from './cloud.ts';

/** Networks of the simulated provider. */
export function createCloudNetworks(cloud: Cloud): ResourceDriver<NetworkDesired, NetworkFacts> {
  return createCloudResources<NetworkDesired, NetworkFacts, CloudNetwork>(cloud, {
    kind: 'network',
    store: cloud.networks,
    make({ tags, desired }) {
      const providerId = cloud.newId('network');
      const cidrs = [desired.cidr ?? cloud.newRange(desired.avoid)];
      return {
        providerId,
        tags,
        foreign: false,
        desired,
        facts: { providerId, cidrs, attached: 0, resolvers: ['9.9.9.9'] },
        since: cloud.now(),
        deleting: false,
        addresses: 0,
      };
    },
    ready: () => undefined,
    update: () => undefined,
    mayDelete(network) {
      const attached = attachedTo(cloud, network);
      if (attached > 0) {
        throw new ProviderError('Unavailable', `${attached} machines and endpoints are still attached to the network`, {
          retryAfterMilliseconds: 1000,
        });
      }
    },
    deleted: () => undefined,
    facts: (network) => ({ ...network.facts, attached: attachedTo(cloud, network) }),
  });
}

function attachedTo(cloud: Cloud, { tags: { owner } }: CloudNetwork): number {
  const attached = [...cloud.machines.values(), ...cloud.endpoints.values()];
  return attached.filter(({ foreign, desired }) => !foreign && desired.network.uid === owner.uid).length;
}
