import type { DockerContext } from './docker-context.ts';
import { askEngine } from './ask-engine.ts';

const pause = 10;
const looks = 100;

/**
 * Makes HAProxy's master read its configuration again: a new worker takes over the listening sockets, the old one
 * keeps its connections. A master without a worker is still starting and would lose the signal, so that is awaited.
 */
export async function reloadHaproxy(context: DockerContext, id: string): Promise<void> {
  const container = (await context.engine()).getContainer(id);
  for (let look = 0; look < looks; look++) {
    const { Processes: processes } = await askEngine('Looking at the processes of an endpoint', () => container.top());
    if (processes.length > 1) break;
    await context.timers.sleep(pause);
  }
  await askEngine('Reloading an endpoint', () => container.kill({ signal: 'SIGUSR2' }));
}
