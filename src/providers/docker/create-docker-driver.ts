import type { Clock } from '#capabilities/clock.ts';
import type { Timers } from '#capabilities/timers.ts';
import type { Driver } from '#providers/contract/driver.ts';
import { bindAddress } from './bind-address.ts';
import { connectEngine } from './connect-engine.ts';
import type { EngineConnection } from './connect-engine.ts';
import { createAddressBook } from './create-address-book.ts';
import { createDockerEndpoints } from './create-docker-endpoints.ts';
import { createDockerHostAccess } from './create-docker-host-access.ts';
import { createDockerImages } from './create-docker-images.ts';
import { createDockerMachines } from './create-docker-machines.ts';
import { createDockerNetworks } from './create-docker-networks.ts';
import { createEndpointRecords } from './create-endpoint-records.ts';
import { createEngineLooks } from './create-engine-looks.ts';
import { createHostFacts } from './create-host-facts.ts';
import { createHints } from './create-hints.ts';
import { createSerializer } from './create-serializer.ts';
import type { DockerContext } from './docker-context.ts';
import { createHostViewer } from './create-host-viewer.ts';

export interface DockerDriverOptions {
  readonly engine: EngineConnection;
  /** Name or address of the engine's host at which endpoints are published. */
  readonly publishAddress: string;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Whose containers look at a host that is not this one. */
  readonly installation: string;
  /** Whether the engine may be asked anything now; always where absent. */
  readonly mayAsk?: () => boolean;
}

/** A driver for one container engine with Docker's API, 1.41 or newer. Nothing is asked before the first call. */
export function createDockerDriver(options: DockerDriverOptions): Driver {
  const { clock, timers, installation } = options;
  const looks = createEngineLooks(timers);
  const connection = connectEngine(options.engine, timers, {
    looks,
    ...(options.mayAsk === undefined ? {} : { mayAsk: options.mayAsk }),
  });
  const serialize = createSerializer();
  const hints = createHints(connection.client, looks);
  const context: DockerContext = {
    engine: connection.client,
    clock,
    timers,
    serialize,
    hint: hints.hint,
    noteNetwork: hints.noteNetwork,
    outOfMemory: hints.outOfMemory,
    publish: { bind: bindAddress(options.publishAddress), address: options.publishAddress },
    host: createHostViewer({ connection: options.engine, engine: connection.client, timers, installation }),
    endpointRecords: createEndpointRecords(looks),
  };
  const images = createDockerImages(context);
  const book = createAddressBook(connection.client, serialize);
  return {
    machine: createDockerMachines(context, book),
    network: createDockerNetworks(context),
    endpoint: createDockerEndpoints(context, book),
    image: images,
    hostAccess: createDockerHostAccess(context),
    hostFacts: createHostFacts({ engine: connection.client, host: context.host, clock, timers }),
    changes: hints.follow,
    close: async () => {
      hints.close();
      await images.close();
      connection.close();
    },
  };
}
