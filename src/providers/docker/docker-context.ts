import type Dockerode from 'dockerode';
import type { Clock } from '#capabilities/clock.ts';
import type { Timers } from '#capabilities/timers.ts';
import type { EndpointRecords } from './create-endpoint-records.ts';
import type { Serialize } from './create-serializer.ts';
import type { ViewHost } from './create-host-viewer.ts';

/** What the parts of one driver share: one connection, and what was seen of the engine's host. */
export interface DockerContext {
  engine(): Promise<Dockerode>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly serialize: Serialize;
  readonly host: ViewHost;
  readonly endpointRecords: EndpointRecords;
  /** Where endpoints are published: the address the engine binds and the one clients use. */
  readonly publish: { readonly bind: string; readonly address: string };
  /** Wakes whoever follows `changes`, for what the engine itself tells nobody. */
  hint(ownerUid: string): void;
  /** Whose network bears a name, for events that tell nothing else of it. */
  noteNetwork(name: string, ownerUid: string): void;
  /** How often the kernel ended something in a container for want of memory, as far as this process heard. */
  outOfMemory(containerId: string): number;
}
