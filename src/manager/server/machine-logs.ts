import type { Feed } from '#capabilities/feed.ts';
import type { MachineLogRequest, MachineLogs } from '#capabilities/machine-logs.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import type { ManagerOptions } from '#runtime/manager-options.ts';
import { machineAccess } from './machine-access.ts';

function commandFor({ source, tail, follow }: MachineLogRequest): readonly string[] {
  if (source === 'journal') return ['slipway-host', 'journal', ...(follow ? ['--follow'] : [])];
  const lines = tail === undefined ? 'all' : String(tail);
  return ['journalctl', '--unit=kubelet', '--no-pager', `--lines=${lines}`, ...(follow ? ['--follow'] : [])];
}

/** The last lines of a feed that ends. */
function lastLines(feed: Feed<string>, count: number): Feed<string> {
  let told = false;
  return {
    async next() {
      if (told) return [];
      told = true;
      const kept: string[] = [];
      for (let read = await feed.next(); read.length > 0; read = await feed.next()) {
        kept.push(...read);
        kept.splice(0, kept.length - count);
      }
      return kept;
    },
    close: () => feed.close(),
  };
}

/** Logs read through the driver of each machine's provider; one connection for each reader, closed with it. */
export function machineLogs(objects: ObjectApi, connect: ManagerOptions['providers']['connect']): MachineLogs {
  return {
    async open(request) {
      const { access, providerId } = await machineAccess(objects, request, connect);
      const feed = access.follow(providerId, commandFor(request));
      const bounded = request.source === 'journal' && request.tail !== undefined && !request.follow;
      return bounded ? lastLines(feed, request.tail ?? 0) : feed;
    },
  };
}
