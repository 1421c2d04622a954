import { ProviderError } from '#providers/contract/provider-error.ts';
import type { Cloud, CloudNetwork } from './cloud.ts';

/** The network made for an owner; refused as NotFound when it is not there. */
export function networkOf(cloud: Cloud, ownerUid: string): CloudNetwork {
  const found = [...cloud.networks.values()].find(({ foreign, tags }) => !foreign && tags.owner.uid === ownerUid);
  if (found === undefined || found.deleting) {
    throw new ProviderError('NotFound', `there is no network of ${ownerUid} at the provider`);
  }
  return found;
}
