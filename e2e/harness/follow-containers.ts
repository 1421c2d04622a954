import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** All containers of an installation that the engine makes from now on: it forgets what happened after a few hundred events. */
export interface FollowedContainers {
  /** Their names without the part of their owner's uid, sorted, each as often as it was made. */
  names(): readonly string[];
  stop(): Promise<void>;
}

export async function followContainers(installation: string): Promise<FollowedContainers> {
  const found: string[] = [];
  const child = spawn(
    'docker',
    [
      'events',
      ...['--filter', 'type=container', '--filter', 'event=create'],
      ...['--filter', `label=slipway.dev/installation=${installation}`],
      ...['--format', '{{.Actor.Attributes.name}}'],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await once(child, 'spawn');
  createInterface({ input: child.stdout }).on('line', (name) => found.push(name.replace(/-[0-9a-f]{8}$/u, '')));
  return {
    names: () => found.toSorted(),
    async stop() {
      const ended = once(child, 'close');
      child.kill();
      await ended;
    },
  };
}
