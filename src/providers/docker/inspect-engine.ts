import { hostname } from 'node:os';
import type { Clock } from '#capabilities/clock.ts';
import type { Finding } from '#capabilities/finding.ts';
import type { Timers } from '#capabilities/timers.ts';
import { askEngine } from './ask-engine.ts';
import { connectEngine } from './connect-engine.ts';
import { inotifyInstances } from './inotify-instances.ts';
import { type EngineInformation, judgeHost } from './judge-host.ts';
import { readHost } from './read-host.ts';

const check = 'machines';

/** What the provider would refuse machines for, judged as it judges before it makes one. Changes nothing; an engine of another host is left alone. */
export async function inspectEngine(
  socketPath: string,
  { clock, timers }: { readonly clock: Clock; readonly timers: Timers },
): Promise<readonly Finding[]> {
  const connection = connectEngine({ socketPath }, timers);
  try {
    const client = await connection.client();
    const information: EngineInformation & { readonly Name?: string } = await askEngine(
      'Asking the engine about itself',
      () => client.info(),
    );
    if (information.Name !== hostname()) {
      return [
        { check, state: 'unknown', message: 'the engine runs on another host, which the manager looks at itself' },
      ];
    }
    const { problems } = judgeHost(information, await readHost(inotifyInstances), clock.now());
    if (problems.length === 0) return [{ check, state: 'ok', message: 'the provider docker can make machines here' }];
    return problems.map(({ reason, message }) => ({
      check,
      state: 'problem',
      message: `no machine can be made (${reason})`,
      cure: message,
    }));
  } finally {
    connection.close();
  }
}
