import type { EndpointDesired, EndpointFacts } from '#providers/contract/endpoint.ts';
import { ProviderError } from '#providers/contract/provider-error.ts';
import type { ResourceDriver } from '#providers/contract/resource.ts';
import { createCloudResources } from './cloud-resources.ts';
import type { Cloud, CloudEndpoint } from './cloud.ts';
import { networkOf } from './network-of.ts';

/** Endpoints of the simulated provider. */
export function createCloudEndpoints(cloud: Cloud): ResourceDriver<EndpointDesired, EndpointFacts> {
  return createCloudResources<EndpointDesired, EndpointFacts, CloudEndpoint>(cloud, {
    kind: 'endpoint',
    store: cloud.endpoints,
    make({ tags, desired }) {
      const providerId = cloud.newId('endpoint');
      const network = networkOf(cloud, desired.network.uid);
      const facts: EndpointFacts = {
        providerId,
        state: 'creating',
        internal: { address: cloud.newAddress(network), port: 6443 },
        external: { address: '127.0.0.1', port: cloud.newPort() },
        backends: desired.backends,
        initializedBy: desired.initializedBy,
        image: desired.image,
        detail: '',
      };
      return {
        providerId,
        tags,
        foreign: false,
        desired,
        facts,
        since: cloud.now(),
        deleting: false,
        network: network.providerId,
      };
    },
    cutOff(endpoint) {
      endpoint.facts = { ...endpoint.facts, unfinished: true };
    },
    ready(endpoint) {
      endpoint.facts = { ...endpoint.facts, state: 'running' };
    },
    update(endpoint, desired) {
      const kept = endpoint.facts.initializedBy;
      if (kept !== undefined && desired.initializedBy !== undefined && desired.initializedBy !== kept) {
        throw new ProviderError('Invalid', `the cluster was initialised by ${kept}: that is never changed`);
      }
      endpoint.desired = desired;
      const { unfinished = false, ...facts } = endpoint.facts;
      endpoint.facts = {
        ...facts,
        backends: desired.backends,
        initializedBy: kept ?? desired.initializedBy,
        image: desired.image,
        // An update starts what was stopped, and what was never made to its end.
        state: unfinished || facts.state === 'stopped' ? 'running' : facts.state,
      };
    },
    mayDelete: () => undefined,
    deleted: () => undefined,
    facts: ({ facts }) => facts,
  });
}
