import { readdir, readFile, readlink } from 'node:fs/promises';

/** Counted as the kernel does, by the descriptors of root's processes; processes that end meanwhile count as none. */
export async function inotifyInstances(): Promise<number> {
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
