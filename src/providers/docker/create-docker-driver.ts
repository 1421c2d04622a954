import type { Timers } from '#capabilities/timers.ts';
import type { Driver } from '#providers/contract/driver.ts';
import { askEngine } from './ask-engine.ts';
import { connectEngine } from './connect-engine.ts';
import type { EngineConnection } from './connect-engine.ts';
import { createAddressBook } from './create-address-book.ts';
import { createDockerEndpoints } from './create-docker-endpoints.ts';
import { createDockerHostAccess } from './create-docker-host-access.ts';
import { createDockerImages } from './create-docker-images.ts';
import { createDockerMachines } from './create-docker-machines.ts';
import { createDockerNetworks } from './create-docker-networks.ts';
import { createHints } from './create-hints.ts';
import { createSerializer } from './create-serializer.ts';
import type { DockerContext } from './docker-context.ts';
import { judgeHost } from './judge-host.ts';
import { readHost } from './read-host.ts';
import type { HostRecord } from './read-host.ts';

/** A look at the host visits every process on it: several controllers that ask in one go share one look. */
const freshMilliseconds = 2000;

export interface DockerDriverOptions {
  readonly engine: EngineConnection;
  readonly timers: Timers;
}

/** A driver for one container engine with Docker's API, 1.41 or newer. Nothing is asked before the first call. */
export function createDockerDriver({ engine, timers }: DockerDriverOptions): Driver {
  const connection = connectEngine(engine);
  const serialize = createSerializer();
  const hints = createHints(connection.client, timers);
  let record: Promise<HostRecord> | undefined;
  let readAt = 0;
  const read = async (): Promise<HostRecord> => await readHost(await connection.client());
  const context: DockerContext = {
    engine: connection.client,
    timers,
    serialize,
    hint: hints.hint,
    publish:
      'socketPath' in engine ? { bind: '127.0.0.1', address: '127.0.0.1' } : { bind: '0.0.0.0', address: engine.host },
    host: async (fresh = false) => {
      if (record === undefined || (fresh && timers.monotonic() - readAt > freshMilliseconds)) {
        readAt = timers.monotonic();
        record = read();
        // A failed look is not remembered.
        record.catch(() => (record = undefined));
      }
      return await record;
    },
  };
  const images = createDockerImages(context);
  const book = createAddressBook(connection.client, serialize);
  return {
    machine: createDockerMachines(context, book),
    network: createDockerNetworks(context),
    endpoint: createDockerEndpoints(context, book),
    image: images,
    hostAccess: createDockerHostAccess(context),
    hostFacts: async () => {
      const client = await connection.client();
      const information = await askEngine('Asking the engine about itself', () => client.info());
      return judgeHost(information, await context.host(true));
    },
    changes: hints.follow,
    close: async () => {
      hints.close();
      await images.close();
      connection.close();
    },
  };
}
