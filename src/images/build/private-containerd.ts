import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { createInterface } from 'node:readline';
import { BuildError } from '../build-error.ts';
import { runCommand } from './run-command.ts';

export interface PrivateContainerd {
  /** Path of its socket. */
  readonly address: string;
  /** What stands before a command that is to see its mounts: it mounts images for whoever asks in its own namespace. */
  readonly enter: readonly [string, ...string[]];
  /** Runs one command of `ctr` in the kubelet's namespace. */
  ctr(args: readonly string[], input?: Readable): Promise<void>;
  /** Stops it; rejects when a mount below its root stayed. */
  stop(): Promise<void>;
}

export interface PrivateContainerdOptions {
  /** Folder with the programs `containerd` and `ctr`. */
  readonly programs: string;
  /** Becomes the content of /var/lib/containerd. */
  readonly root: string;
  readonly signal: AbortSignal;
  log(line: string): void;
}

/** Needed for pods only, or they touch places outside the given root. */
const disabled = [
  'io.containerd.grpc.v1.cri',
  'io.containerd.cri.v1.images',
  'io.containerd.cri.v1.runtime',
  'io.containerd.podsandbox.controller.v1.podsandbox',
  'io.containerd.nri.v1.nri',
  'io.containerd.internal.v1.opt',
  'io.containerd.snapshotter.v1.blockfile',
  'io.containerd.snapshotter.v1.btrfs',
  'io.containerd.snapshotter.v1.devmapper',
  'io.containerd.snapshotter.v1.erofs',
  'io.containerd.snapshotter.v1.zfs',
];

/** Starts a containerd that nobody else sees: own root, own sockets, own mount namespace. */
export async function startPrivateContainerd(options: PrivateContainerdOptions): Promise<PrivateContainerd> {
  const { programs, root, signal, log } = options;
  // Paths of sockets must be short, which the folder of the build need not be.
  const state = await mkdtemp(join(tmpdir(), 'slipway-'));
  const address = join(state, 'containerd.sock');
  await mkdir(root, { recursive: true, mode: 0o711 });
  await writeFile(join(state, 'config.toml'), configuration({ root, state, address }));
  const child = spawn(
    'unshare',
    ['--mount', '--propagation', 'private', join(programs, 'containerd'), '--config', join(state, 'config.toml')],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      signal,
      killSignal: 'SIGKILL',
    },
  );
  const closed = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  const booted = await waitUntilBooted(child.stderr, log);
  if (!booted) {
    await closed;
    await rm(state, { recursive: true, force: true });
    signal.throwIfAborted();
    throw new BuildError(
      'StoreUnavailable',
      'The containerd that fills the image store did not start; its last lines are in the log. It needs root and a file system that can be used with overlayfs.',
      {
        retryable: false,
      },
    );
  }
  return {
    address,
    enter: ['nsenter', '--mount', '--target', String(child.pid)],
    async ctr(args, input) {
      await runCommand([join(programs, 'ctr'), '--address', address, '--namespace', 'k8s.io', ...args], {
        signal,
        onLine: log,
        ...(input ? { input } : {}),
      });
    },
    async stop() {
      child.kill('SIGTERM');
      await closed;
      await rm(state, { recursive: true, force: true });
      await refuseMounts(root);
    },
  };
}

async function refuseMounts(root: string): Promise<void> {
  const mounts = await readFile('/proc/self/mountinfo', 'utf8');
  const left = mounts
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '')
    .filter((place) => place.startsWith(`${root}/`));
  if (left.length > 0) {
    throw new BuildError(
      'MountsLeft',
      `The image store is still mounted at ${left.join(', ')}. Unmount it with "umount" and try again.`,
      { retryable: true },
    );
  }
}

/** True once it says so; false when it ended before. Its output is read to the end either way. */
function waitUntilBooted(stderr: Readable, log: (line: string) => void): Promise<boolean> {
  return new Promise((resolve) => {
    const lines = createInterface({ input: stderr });
    lines.on('line', (line) => {
      if (!line.includes('level=info')) {
        log(line);
      }
      if (line.includes('containerd successfully booted')) {
        resolve(true);
      }
    });
    lines.once('close', () => resolve(false));
  });
}

function configuration({
  root,
  state,
  address,
}: {
  readonly root: string;
  readonly state: string;
  readonly address: string;
}): string {
  const text = JSON.stringify;
  return `version = 3
root = ${text(root)}
state = ${text(join(state, 'state'))}
disabled_plugins = ${text(disabled)}
[grpc]
  address = ${text(address)}
[ttrpc]
  address = ${text(`${address}.ttrpc`)}
`;
}
