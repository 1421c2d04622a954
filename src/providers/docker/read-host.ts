import { readdir, readFile, readlink } from 'node:fs/promises';
import { hostname, release } from 'node:os';
import type Dockerode from 'dockerode';
import { askEngine } from './ask-engine.ts';

/** What was read of the engine's host, as it is written there; undefined: it could not be read from here. */
export interface HostRecord {
  /** `/proc/net/route`. */
  readonly routes: string | undefined;
  /** The resolver configurations, the real one first. */
  readonly resolvers: string | undefined;
  /** `/proc/1/status`. */
  readonly status: string | undefined;
  /** `/proc/swaps`. */
  readonly swaps: string | undefined;
  /** The kernel shows its configuration in `/proc/config.gz`. */
  readonly kernelConfiguration: boolean;
  /** inotify instances: the limit of root, and how many root's processes have open. */
  readonly inotify: { readonly limit: number; readonly used: number } | undefined;
}

const unknownHost: HostRecord = {
  routes: undefined,
  resolvers: undefined,
  status: undefined,
  swaps: undefined,
  kernelConfiguration: false,
  inotify: undefined,
};

/** Looks at this machine when the engine runs on it; of any other host only the engine's own words are known. */
export async function readHost(engine: Dockerode): Promise<HostRecord> {
  const info: { Name?: string; KernelVersion?: string } = await askEngine('Asking the engine about its host', () =>
    engine.info(),
  );
  if (info.Name !== hostname() || info.KernelVersion !== release()) return unknownHost;
  const systemdResolvers = await text('/run/systemd/resolve/resolv.conf');
  const resolvers = await text('/etc/resolv.conf');
  const limit = Number(await text('/proc/sys/fs/inotify/max_user_instances'));
  return {
    routes: await text('/proc/net/route'),
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
