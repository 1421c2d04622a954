import { readFile } from 'node:fs/promises';
import type { ProcessIdentity } from './process-identity.ts';
import { readProcessStat } from './read-process-stat.ts';

/** The process with this number, or undefined when there is none or only its exit status is left. */
export async function identifyProcess(pid: number): Promise<ProcessIdentity | undefined> {
  const stat = await readProcessStat(pid);
  if (stat === undefined || !stat.alive) {
    return undefined;
  }
  return { pid, started: stat.started, boot: await bootId() };
}

async function bootId(): Promise<string> {
  return (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
}
