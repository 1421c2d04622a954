import type { Feed } from '#capabilities/feed.ts';
import type { HostAccess, HostCommand } from '#capabilities/host-access.ts';
import { ProviderError } from '#providers/contract/provider-error.ts';
import type { Cloud, CloudMachine } from './cloud.ts';
import { SimulatedFeed } from './simulated-feed.ts';

/** Reaching into simulated machines: their files, their journal, the few commands they know. */
export function createCloudHostAccess(cloud: Cloud): HostAccess {
  const running = (id: string): CloudMachine => {
    const machine = cloud.machineById(id);
    if (machine.facts.state !== 'running') {
      throw new ProviderError('Unavailable', `machine ${id} is ${machine.facts.state}: it answers when it runs`);
    }
    return machine;
  };
  return {
    async exec(id, { command, input, signal }) {
      const machine = running(id);
      if (signal?.aborted === true) {
        throw signal.reason;
      }
      if (command[0] === 'count') {
        return await untilAborted(signal);
      }
      return (
        (await cloud.life?.exec(machine, command, await whole(input))) ?? {
          exitCode: 127,
          output: '',
          errors: 'command not found\n',
        }
      );
    },
    async read(id, path) {
      const content = running(id).files.get(path);
      if (content === undefined) {
        throw new ProviderError('NotFound', `machine ${id} has no file ${path}`);
      }
      return content;
    },
    follow(id, command): Feed<string> {
      const feed: SimulatedFeed<string> = new SimulatedFeed(() => cloud.machines.get(id)?.followers.delete(feed));
      const machine = cloud.machines.get(id);
      if (machine === undefined || machine.facts.state !== 'running' || cloud.silence !== undefined) {
        feed.end();
        return feed;
      }
      const after = Number(command[command.indexOf('--after') + 1] ?? 0);
      const lines = command[0] === 'count' ? ['1', '2', '3'] : machine.journal.after(after);
      for (const line of lines) {
        feed.push(line);
      }
      machine.followers.add(feed);
      return feed;
    },
  };
}

async function whole(input: HostCommand['input']): Promise<Uint8Array> {
  if (input === undefined || input instanceof Uint8Array) return input ?? new Uint8Array();
  const parts: number[] = [];
  for await (const part of input) parts.push(...part);
  return Uint8Array.from(parts);
}

function untilAborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason));
  });
}
