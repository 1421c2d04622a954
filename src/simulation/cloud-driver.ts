import type { Feed } from '#capabilities/feed.ts';
import type { Driver, ProviderHint } from '#providers/contract/driver.ts';
import { createCloudEndpoints } from './cloud-endpoints.ts';
import { createCloudHostAccess } from './cloud-host-access.ts';
import { createCloudImages } from './cloud-images.ts';
import { createCloudMachines } from './cloud-machines.ts';
import { createCloudNetworks } from './cloud-networks.ts';
import type { Cloud } from './cloud.ts';
import { refuseWhileSilent } from './refuse-while-silent.ts';
import { SimulatedFeed } from './simulated-feed.ts';

/** The stateful fake of the provider contract: answers at once, from the truth. */
export function createCloudDriver(cloud: Cloud): Driver {
  const feeds = new Set<SimulatedFeed<ProviderHint>>();
  return refuseWhileSilent(cloud, {
    machine: createCloudMachines(cloud),
    network: createCloudNetworks(cloud),
    endpoint: createCloudEndpoints(cloud),
    image: createCloudImages(cloud),
    hostAccess: createCloudHostAccess(cloud),
    hostFacts: async () => ({ ...cloud.hostFacts, problems: cloud.problems }),
    changes: (): Feed<ProviderHint> => {
      const feed = new SimulatedFeed<ProviderHint>(() => {
        cloud.hints.delete(feed);
        feeds.delete(feed);
      });
      if (cloud.silence !== undefined) {
        feed.end();
        return feed;
      }
      cloud.hints.add(feed);
      feeds.add(feed);
      return feed;
    },
    close: async () => {
      for (const feed of [...feeds]) {
        feed.close();
      }
    },
  });
}
