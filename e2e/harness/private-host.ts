import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { mustRun } from './must-run.ts';
import { runCommand } from './run-command.ts';

/**
 * A host beside ours on the same kernel: processes, mounts, network and name of its own. It ends, with every process on
 * it, when this process does, however that ends: its first process reads a pipe that only we hold open.
 */
export interface PrivateHost {
  readonly name: string;
  /** Reaches it from this host; both families. */
  readonly addresses: readonly [ipv4: string, ipv6: string];
  /** Its control groups are below this one in every hierarchy; made by whoever uses it. */
  readonly cgroup: string;
  /** The command that runs `command` there. */
  enter(command: readonly string[]): readonly string[];
  /** Kills whatever runs there and takes away its network and control groups. */
  remove(): Promise<void>;
}

export interface PrivateHostOptions {
  /** Run there as root by sh before anything else, in its own mount namespace. */
  readonly prepare?: string;
}

// A child that ends is nobody's to wait for: the kernel drops what a first process ignores.
const firstProcess = `
set -e
mount --make-rprivate /
mount -t tmpfs -o mode=755 tmpfs /run
mount -t proc proc /proc
ip link set lo up
`;
const stay = `
echo ready
exec env --ignore-signal=CHLD cat >/dev/null
`;

/** Resolves with the id, here, of the first process there. */
async function firstProcessOf(unshare: ChildProcess): Promise<number> {
  const said: string[] = [];
  const { stdout, stderr, pid } = unshare;
  if (!stdout || !stderr || pid === undefined) throw new Error('no private host: unshare could not be started');
  createInterface({ input: stderr }).on('line', (line) => said.push(line));
  const lines = createInterface({ input: stdout });
  const first = await Promise.race([once(lines, 'line'), once(unshare, 'close')]);
  if (first[0] !== 'ready') throw new Error(`no private host: ${said.join('\n')}`);
  return Number((await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim());
}

/** A link of two addresses out of ranges set aside for tests between networks and for private use. */
async function link(first: number, name: string): Promise<PrivateHost['addresses']> {
  const [third, fourth] = [randomInt(256), randomInt(64) * 4];
  const four = (last: number): string => `198.19.${third}.${fourth + last}`;
  const six = (last: number): string => `fd5c:19:${third.toString(16)}:${fourth.toString(16)}::${last}`;
  const there = ['nsenter', '--target', String(first), '--net', 'ip'];
  const set = async (ip: readonly string[], device: string, last: number): Promise<void> => {
    await mustRun([...ip, 'address', 'add', `${four(last)}/30`, 'dev', device]);
    await mustRun([...ip, 'address', 'add', `${six(last)}/126`, 'dev', device, 'nodad']);
    await mustRun([...ip, 'link', 'set', device, 'up']);
  };
  await mustRun(['ip', 'link', 'add', name, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', String(first)]);
  await set(['ip'], name, 1);
  await set(there, 'eth0', 2);
  await mustRun([...there, 'route', 'add', 'default', 'via', four(1)]);
  await mustRun([...there, '-6', 'route', 'add', 'default', 'via', six(1)]);
  return [four(2), six(2)];
}

async function removeCgroup(path: string): Promise<void> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) if (entry.isDirectory()) await removeCgroup(join(path, entry.name));
  // A process that was killed leaves its group a moment later.
  const deadline = AbortSignal.timeout(10_000);
  while (entries.length > 0) {
    try {
      return await rmdir(path);
    } catch (error) {
      if (deadline.aborted) throw error;
      await pause(20);
    }
  }
}

/** In version 1 each controller has a hierarchy of its own. */
async function removeCgroups(name: string): Promise<void> {
  const root = '/sys/fs/cgroup';
  for (const hierarchy of await readdir(root, { withFileTypes: true }))
    if (hierarchy.isDirectory()) await removeCgroup(join(root, hierarchy.name, name));
  await removeCgroup(join(root, name));
}

export async function createPrivateHost({ prepare = '' }: PrivateHostOptions = {}): Promise<PrivateHost> {
  const name = `slw${randomBytes(4).toString('hex')}`;
  const namespaces = ['--mount', '--net', '--uts', '--ipc', '--pid', '--fork', '--kill-child'];
  const script = `${firstProcess}\nhostname ${name}\n${prepare}\n${stay}`;
  const unshare = spawn('unshare', [...namespaces, 'sh', '-c', script], { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = once(unshare, 'close');
  async function remove(): Promise<void> {
    unshare.kill('SIGKILL');
    await ended;
    await runCommand(['ip', 'link', 'delete', name]);
    await removeCgroups(name);
  }
  try {
    const first = await firstProcessOf(unshare);
    const addresses = await link(first, name);
    const inside = ['nsenter', '--target', String(first), '--mount', '--net', '--uts', '--ipc', '--pid', '--'];
    return { name, addresses, cgroup: `/${name}`, enter: (command) => [...inside, ...command], remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
