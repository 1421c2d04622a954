import { readFile, writeFile } from 'node:fs/promises';
import type { CommandContext } from '../context/command-context.ts';

const setting = '/proc/sys/fs/inotify/max_user_instances';
/** Every machine runs a systemd, a kubelet and a containerd, each with several instances; the usual 128 end with the third machine. */
const wanted = 1024;

/** Raises the number of inotify instances for the running kernel where it is too low; says what to do where it may not. True when it did. */
export async function raiseInotify({ terminal }: CommandContext): Promise<boolean> {
  const present = Number(await readFile(setting, 'utf8').catch(() => String(wanted)));
  if (present >= wanted) return false;
  const command = `sysctl fs.inotify.max_user_instances=${wanted}`;
  try {
    await writeFile(setting, String(wanted));
    terminal.say(`raised fs.inotify.max_user_instances from ${present} to ${wanted} until the next boot`);
    return true;
  } catch {
    terminal.say(`fs.inotify.max_user_instances is ${present}; several machines need more: let root run ${command}`);
    return false;
  }
}
