import { readdir, readFile } from 'node:fs/promises';
import type { CountInotify } from './create-inotify-counter.ts';
import type { HostRecord } from './host-record.ts';

/** Looks at this machine, which the engine runs on. */
export async function readHost(countInotify: CountInotify): Promise<HostRecord> {
  const systemdResolvers = await text('/run/systemd/resolve/resolv.conf');
  const resolvers = await text('/etc/resolv.conf');
  const limit = Number(await text('/proc/sys/fs/inotify/max_user_instances'));
  return {
    routes: await text('/proc/net/route'),
    routes6: await text('/proc/net/ipv6_route'),
    ipv6: await text('/proc/sys/net/ipv6/conf/default/disable_ipv6'),
    answering: undefined,
    resolvers: [systemdResolvers, resolvers].filter((part) => part !== undefined).join('\n'),
    status: await text('/proc/1/status'),
    swaps: await text('/proc/swaps'),
    kernelConfiguration: (await readdir('/proc')).includes('config.gz'),
    inotify: limit > 0 ? { limit, used: await countInotify(limit) } : undefined,
  };
}

async function text(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}
