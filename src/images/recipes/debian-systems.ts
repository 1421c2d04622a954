import type { DebianSystemRecipe } from './recipe.ts';

type DebianSystem = DebianSystemRecipe & { readonly revision: number };

/** trixie is the last Debian release whose systemd still starts where the host has cgroup v1. */
const suite = 'trixie';

/** The root file systems of Debian packages that images are made of. */
export const debianSystems = {
  machine: {
    type: 'debian-system',
    revision: 1,
    name: 'machine-system',
    suite,
    variant: 'essential',
    packages: [
      'ca-certificates',
      'conntrack',
      'dbus',
      'ethtool',
      'iproute2',
      'iptables',
      'kmod',
      // The host utility's Node is linked to it.
      'libstdc++6',
      'mount',
      'nftables',
      'procps',
      'runc',
      'socat',
      'systemd',
      'systemd-sysv',
      'util-linux',
    ],
  },
  kubeProxy: {
    type: 'debian-system',
    revision: 1,
    name: 'kube-proxy-system',
    suite,
    variant: 'extract',
    packages: ['base-files', 'conntrack', 'iptables', 'nftables'],
  },
  endpoint: {
    type: 'debian-system',
    revision: 1,
    name: 'endpoint-system',
    suite,
    variant: 'extract',
    packages: ['base-files', 'busybox', 'haproxy'],
  },
} as const satisfies Record<string, DebianSystem>;
