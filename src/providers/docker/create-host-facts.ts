import type Dockerode from 'dockerode';
import type { Clock } from '#capabilities/clock.ts';
import type { Timers } from '#capabilities/timers.ts';
import type { HostFacts } from '#providers/contract/driver.ts';
import { askEngine } from './ask-engine.ts';
import type { ViewHost } from './create-host-viewer.ts';
import { judgeHost } from './judge-host.ts';
import type { EngineInformation } from './judge-host.ts';
import { takenRanges } from './taken-ranges.ts';

/**
 * An engine that is asked about itself starts its runtime and its init to have their versions, and while a cluster is
 * made several controllers ask with every pass: one answer is good for all of them for as long as nobody notices.
 */
const validMilliseconds = 4000;

export interface HostFactsOptions {
  readonly engine: () => Promise<Dockerode>;
  readonly host: ViewHost;
  readonly clock: Clock;
  readonly timers: Timers;
}

/** What the engine and its host offer, as of a moment ago. */
export function createHostFacts(options: HostFactsOptions): () => Promise<HostFacts> {
  const { timers } = options;
  let seen: Promise<HostFacts> | undefined;
  let seenAt = 0;
  return async () => {
    if (seen === undefined || timers.monotonic() - seenAt > validMilliseconds) {
      seenAt = timers.monotonic();
      seen = look(options);
      // An engine that does not answer is asked again by the next call.
      seen.catch(() => (seen = undefined));
    }
    return await seen;
  };
}

async function look({ engine, host, clock }: HostFactsOptions): Promise<HostFacts> {
  const client = await engine();
  const asked = clock.now();
  const information: EngineInformation = await askEngine('Asking the engine about itself', () => client.info());
  // Its answer was written somewhere between the two.
  const now = (asked + clock.now()) / 2;
  const record = await host('late');
  return { ...judgeHost(information, record, now), ranges: await takenRanges(client, record) };
}
