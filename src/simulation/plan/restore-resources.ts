import { addressFamily } from '#domain/network/address-family.ts';
import type { Cloud } from '../cloud.ts';
import type { ProviderSnapshot } from './world-snapshot.ts';

/** Puts networks, endpoints and images of a snapshot into a simulated provider. */
export function restoreResources({ endpoints, images, machines, networks }: ProviderSnapshot, cloud: Cloud): void {
  const given = [
    ...machines.flatMap(({ facts }) => facts.addresses.slice(0, 1)),
    ...endpoints.map(({ facts }) => facts.internal.address),
  ];
  for (const { facts, providerId, since, tags } of networks) {
    const common = { providerId, tags, foreign: false, since: Date.parse(since), deleting: false };
    cloud.networks.set(providerId, {
      ...common,
      desired: { families: facts.cidrs.map(addressFamily), avoid: [] },
      facts,
    });
    cloud.gaveAddresses({ facts }, highestOf(given));
  }
  const [network] = networks;
  const attached = { uid: network?.tags.owner.uid ?? '', name: network?.tags.owner.name ?? '' };
  for (const { facts, providerId, since, tags } of endpoints) {
    const { backends, image, initializedBy } = facts;
    const desired = { network: attached, image, backends, ...(initializedBy === undefined ? {} : { initializedBy }) };
    const common = { providerId, tags, foreign: false, since: Date.parse(since), deleting: false };
    cloud.endpoints.set(providerId, { ...common, desired, facts, network: network?.providerId });
  }
  for (const { facts, providerId, since, tags } of images) {
    const desired = {
      digest: facts.digest,
      archive: '',
      purpose: tags.owner.name.endsWith('-endpoint') ? 'endpoint' : 'machine',
      architecture: cloud.hostFacts.architecture,
    } as const;
    const common = { providerId, tags, foreign: false, since: Date.parse(since), deleting: false };
    cloud.images.set(providerId, { ...common, desired, facts });
  }
}

/** How many addresses a network must have given away so that the next one is beyond all of these. */
function highestOf(addresses: readonly string[]): number {
  const counts = addresses.map((address) => {
    const [, , third = 0, fourth = 0] = address.split('.').map(Number);
    return third * 250 + fourth;
  });
  return Math.max(0, ...counts);
}
