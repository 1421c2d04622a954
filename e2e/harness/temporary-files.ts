import { readdir, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { machineContainers } from './machine-container.ts';
import type { Installation } from './installation.ts';

/** What is larger is an archive or a program. */
const largest = 4 * 1024 * 1024;

/** Temporary files of this host but those of the installation itself, whose directory is one. */
async function onHost(installation: Installation): Promise<string> {
  const texts: string[] = [];
  const entries = await readdir(tmpdir(), { recursive: true }).catch(() => []);
  for (const entry of entries) {
    const path = join(tmpdir(), entry);
    if (path === installation.home || path.startsWith(`${installation.home}${sep}`)) continue;
    // Others make and remove files there meanwhile.
    const found = await stat(path).catch(() => undefined);
    if (!found?.isFile() || found.size > largest) continue;
    texts.push(await readFile(path, 'utf8').catch(() => ''));
  }
  return texts.join('\n');
}

/** What machines keep where nothing lasts, what their payload brought once it has served, and what it was told in. */
async function onMachine(container: { readonly id: string }): Promise<string> {
  const find = [
    'find /tmp /var/tmp /run /etc/slipway/secrets -xdev -path /run/containerd -prune -o',
    `-type f -size -${largest / 1024}k -exec cat {} + 2>/dev/null || true`,
  ].join(' ');
  return machineContainers.execute(container, ['sh', '-c', find]);
}

/** Temporary files, by where they are. */
export async function temporaryFiles(installation: Installation): Promise<ReadonlyMap<string, string>> {
  const found = new Map([['temporary files of the host', await onHost(installation)]]);
  for (const container of await machineContainers.list(installation.uid()))
    found.set(`temporary files of ${container.machine}`, await onMachine(container));
  return found;
}
