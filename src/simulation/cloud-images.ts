import type { ImageDesired, ImageFacts } from '#providers/contract/image.ts';
import type { ResourceDriver } from '#providers/contract/resource.ts';
import { createCloudResources } from './cloud-resources.ts';
import type { Cloud, CloudImage } from './cloud.ts';

/** Images of the simulated provider. */
export function createCloudImages(cloud: Cloud): ResourceDriver<ImageDesired, ImageFacts> {
  return createCloudResources<ImageDesired, ImageFacts, CloudImage>(cloud, {
    kind: 'image',
    store: cloud.images,
    make({ tags, desired }) {
      const providerId = cloud.newId('image');
      const reference = `slipway.dev/images/${desired.purpose}:${desired.digest.replace('sha256:', '').slice(0, 16)}`;
      const facts: ImageFacts = { providerId, reference, digest: desired.digest, sizeBytes: 1, state: 'creating' };
      return { providerId, tags, foreign: false, desired, facts, since: cloud.now(), deleting: false };
    },
    ready(image) {
      image.facts = { ...image.facts, state: 'ready' };
    },
    update: () => undefined,
    mayDelete: () => undefined,
    deleted: () => undefined,
    facts: ({ facts }) => facts,
  });
}
