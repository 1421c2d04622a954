import { readdir, readFile, readlink } from 'node:fs/promises';
import type { HostRecord } from './host-record.ts';

/** Looks at this machine, which the engine runs on. */
export async function readHost(): Promise<HostRecord> {
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
    inotify: limit > 0 ? { limit, used: await inotifyInstances() } : undefined,
  };
}

async function text(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Counted as the kernel does, by the descriptors of root's processes; processes that end meanwhile count as none. */
async function inotifyInstances(): Promise<number> {
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const counts = await Promise.all(processes.map(async (process) => await inotifyInstancesOf(process)));
  return counts.reduce((sum, count) => sum + count, 0);
}

async function inotifyInstancesOf(process: string): Promise<number> {
  try {
    const status = await readFile(`/proc/${process}/status`, 'utf8');
    if (!/^Uid:\s+0\s/m.test(status)) return 0;
    const directory = `/proc/${process}/fd`;
    const links = await Promise.all(
      (await readdir(directory)).map(async (entry) => await readlink(`${directory}/${entry}`).catch(() => '')),
    );
    return links.filter((link) => link === 'anon_inode:inotify').length;
  } catch {
    return 0;
  }
}
