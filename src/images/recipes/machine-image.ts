import type { Components } from './components.ts';
import { imageRepository } from '#domain/naming/image-repository.ts';
import type { ArchivePart, RootArchiveRecipe } from './recipe.ts';

/** A file of the tree that is laid over the machine's system; `path` without leading slash. */
export type TreeEntry =
  | { readonly path: string; readonly digest: string; readonly mode: number }
  | { readonly path: string; readonly target: string };

export interface MachineImageInput {
  readonly components: Components;
  /** Digest of the Node program the host utility runs on, and of the host utility's bundle. */
  readonly node: string;
  readonly hostBundle: string;
  /** Trees laid over the system, later ones win. */
  readonly trees: readonly (readonly TreeEntry[])[];
  /** Units of the trees that start at boot, each with the target that wants it. */
  readonly enabledUnits: readonly { readonly unit: string; readonly wantedBy: string }[];
}

/** Units that have no work or no rights in a container, or that make the start slow. */
const maskedUnits = [
  'apt-daily.timer',
  'apt-daily-upgrade.timer',
  'console-getty.service',
  'dpkg-db-backup.timer',
  'fstrim.timer',
  'getty.target',
  'getty-static.service',
  'hwclock.service',
  'kmod-static-nodes.service',
  'ldconfig.service',
  'modprobe@.service',
  'dev-hugepages.mount',
  'dev-mqueue.mount',
  'nftables.service',
  'sys-fs-fuse-connections.mount',
  'sys-kernel-config.mount',
  'sys-kernel-debug.mount',
  'sys-kernel-tracing.mount',
  'systemd-binfmt.service',
  'systemd-firstboot.service',
  'systemd-hwdb-update.service',
  'systemd-journal-catalog-update.service',
  'systemd-logind.service',
  'systemd-machine-id-commit.service',
  'systemd-modules-load.service',
  'systemd-networkd.service',
  'systemd-networkd.socket',
  'systemd-networkd-wait-online.service',
  'systemd-pcrphase.service',
  'systemd-pstore.service',
  'systemd-random-seed.service',
  'systemd-remount-fs.service',
  'systemd-resolved.service',
  'systemd-sysusers.service',
  'systemd-tpm2-setup.service',
  'systemd-tpm2-setup-early.service',
  'systemd-udevd.service',
  'systemd-udev-settle.service',
  'systemd-udev-trigger.service',
  'systemd-update-done.service',
  'systemd-update-utmp.service',
  'systemd-user-sessions.service',
  'systemd-tmpfiles-setup-dev.service',
  'systemd-tmpfiles-setup-dev-early.service',
  'proc-sys-fs-binfmt_misc.automount',
  'proc-sys-fs-binfmt_misc.mount',
  'tmp.mount',
  'user@.service',
  'user-runtime-dir@.service',
];

/** Programs that look for disks, consoles and boot loaders before the first unit starts; a container has none. */
const maskedGenerators = [
  'systemd-debug-generator',
  'systemd-fstab-generator',
  'systemd-getty-generator',
  'systemd-gpt-auto-generator',
  'systemd-hibernate-resume-generator',
  'systemd-rc-local-generator',
  'systemd-run-generator',
  'systemd-ssh-generator',
  'systemd-system-update-generator',
  'systemd-sysv-generator',
  'systemd-tpm2-generator',
];

const systemExclusions = [
  'dev/**',
  'proc/**',
  'run/**',
  'sys/**',
  'tmp/**',
  // The builder's own name and resolvers are in there.
  'etc/hostname',
  'etc/hosts',
  'etc/resolv.conf',
  'etc/machine-id',
  'etc/dpkg/dpkg.cfg.d/99mmdebstrap',
  'var/lib/dbus/machine-id',
  'var/cache/apt/**',
  'var/lib/apt/**',
  'var/log/**',
  'var/cache/ldconfig/**',
  'var/cache/debconf/**',
];

/** The root file system of a machine: system, programs, images already in the store, host utility. */
export function machineImage(input: MachineImageInput): RootArchiveRecipe & { readonly revision: number } {
  return {
    type: 'root-archive',
    revision: 2,
    name: 'machine',
    parts: [
      { from: 'archive', step: 'machine-system', file: 'system.tar', prefix: '', exclude: systemExclusions },
      ...fixedParts(),
      ...programParts(),
      {
        from: 'text',
        path: 'etc/slipway/components.json',
        mode: 0o644,
        content: `${JSON.stringify(input.components, undefined, 2)}\n`,
      },
      {
        from: 'text',
        path: 'etc/containerd/conf.d/20-images.toml',
        mode: 0o644,
        content: pinnedImages(input.components),
      },
      { from: 'input', path: 'usr/local/lib/slipway/node', mode: 0o755, digest: input.node },
      { from: 'input', path: 'usr/local/lib/slipway/slipway-host.mjs', mode: 0o644, digest: input.hostBundle },
      ...input.trees.flatMap((tree) => tree.map(treePart)),
      ...maskedUnits.map(
        (unit): ArchivePart => ({ from: 'link', path: `etc/systemd/system/${unit}`, target: '/dev/null' }),
      ),
      ...maskedGenerators.map(
        (name): ArchivePart => ({ from: 'link', path: `etc/systemd/system-generators/${name}`, target: '/dev/null' }),
      ),
      ...input.enabledUnits.map(
        ({ unit, wantedBy }): ArchivePart => ({
          from: 'link',
          path: `etc/systemd/system/${wantedBy}.wants/${unit}`,
          target: `/etc/systemd/system/${unit}`,
        }),
      ),
      {
        from: 'archive',
        step: 'image-store',
        file: 'store.tar',
        prefix: 'usr/local/lib/slipway/image-store',
        exclude: [],
      },
    ],
  };
}

function pinnedImages(components: Components): string {
  return `version = 3\n[plugins.'io.containerd.cri.v1.images'.pinned_images]\n  sandbox = "${imageRepository}/pause:${components.pause}"\n`;
}

function fixedParts(): ArchivePart[] {
  const directories = [
    'etc/cni',
    'etc/cni/net.d',
    'etc/kubernetes',
    'etc/kubernetes/manifests',
    'opt/cni',
    'opt/cni/bin',
    'var/lib/etcd',
    'var/lib/kubelet',
    'var/log',
  ];
  return [
    ...['dev', 'proc', 'run', 'sys'].map((path): ArchivePart => ({ from: 'directory', path, mode: 0o755 })),
    { from: 'directory', path: 'tmp', mode: 0o1777 },
    ...directories.map(
      (path): ArchivePart => ({ from: 'directory', path, mode: path === 'var/lib/etcd' ? 0o700 : 0o755 }),
    ),
    { from: 'text', path: 'etc/machine-id', mode: 0o444, content: '' },
    { from: 'text', path: 'etc/hostname', mode: 0o644, content: '' },
    { from: 'text', path: 'etc/resolv.conf', mode: 0o644, content: '' },
    { from: 'text', path: 'etc/hosts', mode: 0o644, content: '127.0.0.1 localhost\n::1 localhost\n' },
    // Locked: nobody logs in to a machine by password.
    { from: 'link', path: 'etc/systemd/system/default.target', target: '/usr/lib/systemd/system/multi-user.target' },
  ];
}

function programParts(): ArchivePart[] {
  const programs = {
    kubernetes: ['kubeadm', 'kubelet', 'kubectl'],
    etcd: ['etcdctl', 'etcdutl'],
    containerd: ['containerd', 'containerd-shim-runc-v2', 'ctr'],
  };
  const plugins = ['ptp', 'bridge', 'loopback', 'host-local', 'portmap'];
  return [
    ...Object.entries(programs).flatMap(([step, files]) =>
      files.map((file): ArchivePart => ({ from: 'program', step, file, path: `usr/local/bin/${file}` })),
    ),
    ...plugins.map(
      (file): ArchivePart => ({ from: 'program', step: 'cni-plugins', file, path: `opt/cni/bin/${file}` }),
    ),
  ];
}

function treePart(entry: TreeEntry): ArchivePart {
  return 'target' in entry
    ? { from: 'link', path: entry.path, target: entry.target }
    : { from: 'input', path: entry.path, mode: entry.mode, digest: entry.digest };
}
