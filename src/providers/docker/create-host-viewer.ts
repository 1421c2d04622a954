import { hostname, release } from 'node:os';
import type Dockerode from 'dockerode';
import type { Timers } from '#capabilities/timers.ts';
import { ProviderError } from '#providers/contract/provider-error.ts';
import { askEngine } from './ask-engine.ts';
import type { EngineConnection } from './connect-engine.ts';
import { createInotifyCounter } from './create-inotify-counter.ts';
import type { HostRecord } from './host-record.ts';
import { lookAtHost } from './look-at-host.ts';
import { readHost } from './read-host.ts';

/** Several controllers that ask in one go share one look at this machine. */
const localMilliseconds = 2000;
/** A look at another host takes a container. */
const remoteMilliseconds = 600_000;

const unknownHost: HostRecord = {
  routes: undefined,
  routes6: undefined,
  ipv6: undefined,
  resolvers: undefined,
  answering: undefined,
  status: undefined,
  swaps: undefined,
  kernelConfiguration: false,
  inotify: undefined,
};

interface Seen {
  readonly record: HostRecord;
  readonly validMilliseconds: number;
}

export interface HostViewerOptions {
  readonly connection: EngineConnection;
  readonly engine: () => Promise<Dockerode>;
  readonly timers: Timers;
  readonly installation: string;
}

/** What was read of the engine's host: last, of late, or now. What was never read is read now. */
export type ViewHost = (when?: 'last' | 'late' | 'now') => Promise<HostRecord>;

/** Reads files where engine and manager share the host; looks from a container everywhere else. */
export function createHostViewer(options: HostViewerOptions): ViewHost {
  const { timers } = options;
  const countInotify = createInotifyCounter(timers);
  let here: boolean | undefined;
  let seen: Promise<Seen> | undefined;
  let seenAt = 0;
  const isStale = async (looked: Promise<Seen>, when: 'last' | 'late'): Promise<boolean> => {
    const { record, validMilliseconds } = await looked;
    return record === unknownHost || (when === 'late' && timers.monotonic() - seenAt > validMilliseconds);
  };
  const look = async (): Promise<Seen> => {
    const client = await options.engine();
    here ??= await isHere(options.connection, client);
    if (here) return { record: await readHost(countInotify), validMilliseconds: localMilliseconds };
    return { record: await lookThere(client, options.installation), validMilliseconds: remoteMilliseconds };
  };
  return async (when = 'last') => {
    if (seen === undefined || when === 'now' || (await isStale(seen, when))) {
      seenAt = timers.monotonic();
      seen = look();
      // A failed look is not remembered.
      seen.catch(() => (seen = undefined));
    }
    return (await seen).record;
  };
}

async function lookThere(engine: Dockerode, installation: string): Promise<HostRecord> {
  try {
    return (await lookAtHost(engine, installation)) ?? unknownHost;
  } catch (error) {
    // An engine that lets no container see its host is not asked again and again.
    if (error instanceof ProviderError && error.code === 'Invalid') return { ...unknownHost };
    throw error;
  }
}

/** A socket may lead to another host too, so names are compared. */
async function isHere(connection: EngineConnection, engine: Dockerode): Promise<boolean> {
  if (!('socketPath' in connection)) return false;
  const info: { Name?: string; KernelVersion?: string } = await askEngine('Asking the engine about its host', () =>
    engine.info(),
  );
  return info.Name === hostname() && info.KernelVersion === release();
}
