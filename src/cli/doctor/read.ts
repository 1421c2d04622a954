import { access, readFile, statfs } from 'node:fs/promises';
import { release } from 'node:os';
import { dirname, join } from 'node:path';

async function text(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}

async function number(path: string): Promise<number | undefined> {
  const value = Number((await text(path)) ?? 'none');
  return Number.isFinite(value) ? value : undefined;
}

/** Free bytes for a path; of its nearest directory that exists where `or above`. */
async function freeBytes(path: string, orAbove: boolean): Promise<number | undefined> {
  const found = await statfs(path).catch(() => undefined);
  if (found) return found.bavail * found.bsize;
  return orAbove && dirname(path) !== path ? freeBytes(dirname(path), true) : undefined;
}

async function availableMemory(): Promise<number | undefined> {
  const kibibytes = /^MemAvailable:\s+(\d+) kB$/m.exec((await text('/proc/meminfo')) ?? '')?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
}

async function openFiles(process: string): Promise<number | undefined> {
  const limits = (await text(`/proc/${process}/limits`)) ?? '';
  const hard = /^Max open files\s+\S+\s+(\S+)/m.exec(limits)?.[1];
  return hard === undefined ? undefined : hard === 'unlimited' ? Infinity : Number(hard);
}

async function engineOpenFiles(): Promise<number | undefined> {
  const pid = (await text('/run/docker.pid'))?.trim();
  return pid === undefined || pid === '' ? undefined : openFiles(pid);
}

/** Ports that somebody listens on; the tables give them in hexadecimal, with the state (0A: listening). */
async function listeningPorts(): Promise<readonly number[] | undefined> {
  const tables = await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map(text));
  if (tables.every((table) => table === undefined)) return undefined;
  const ports = tables.flatMap((table) =>
    [...(table ?? '').matchAll(/^\s*\d+: [0-9A-F]+:([0-9A-F]{4}) \S+ 0A /gm)].map(([, port = '']) =>
      parseInt(port, 16),
    ),
  );
  return [...new Set(ports)];
}

async function ephemeralPorts(): Promise<readonly [number, number] | undefined> {
  const [low, high] = ((await text('/proc/sys/net/ipv4/ip_local_port_range')) ?? '').trim().split(/\s+/).map(Number);
  return low === undefined || high === undefined ? undefined : [low, high];
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** A function that only exists in a kernel that has the part, built in or loaded. */
const parts = {
  nf_tables: 'nft_do_chain',
  nf_conntrack: 'nf_conntrack_in',
  veth: 'veth_xmit',
  bridge: 'br_handle_frame',
};

/** Whether the kernel has what machines use, or can load it; undefined where neither can be seen. */
async function kernel(): Promise<{ readonly [name: string]: boolean | undefined }> {
  const modules = join('/lib/modules', release());
  const [fileSystems, builtin, loadable] = await Promise.all([
    text('/proc/filesystems'),
    text(join(modules, 'modules.builtin')),
    text(join(modules, 'modules.dep')),
  ]);
  const listed = (name: string) => [builtin, loadable].some((list) => list?.includes(`/${name}.ko`));
  const loaded = async (name: string) => (await exists(`/sys/module/${name}`)) || listed(name);
  const overlay = fileSystems?.includes('\toverlay\n') === true || (await loaded('overlay'));
  const found: { [name: string]: boolean | undefined } = {
    overlay: overlay || (fileSystems && loadable ? false : undefined),
  };
  let symbols: string | undefined;
  for (const [name, symbol] of Object.entries(parts)) {
    if (await loaded(name)) found[name] = true;
    else {
      symbols ??= (await text('/proc/kallsyms')) ?? '';
      found[name] =
        symbols.includes(` ${symbol}\n`) || symbols.includes(` ${symbol}\t`) ? true : loadable ? false : undefined;
    }
  }
  return found;
}

async function capabilities(): Promise<string | undefined> {
  return /^CapBnd:\s+([0-9a-f]+)$/m.exec((await text('/proc/1/status')) ?? '')?.[1];
}

/** What the kernel of this machine tells; undefined for what cannot be read. */
export const read = {
  number,
  capabilities,
  freeBytes,
  availableMemory,
  openFiles,
  engineOpenFiles,
  listeningPorts,
  ephemeralPorts,
  kernel,
} as const;
