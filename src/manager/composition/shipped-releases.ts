import { group } from '#api/group.ts';
import type { Unsaved } from '#api/meta/kube-object.ts';
import type { PlatformRelease } from '#api/platform-release/index.ts';

type Spec = PlatformRelease['spec'];

/** What all of them share, so that it is built once. */
const base: Omit<Spec['components'], 'kubernetes' | 'etcd'> = {
  coredns: '1.14.7',
  containerd: '2.2.9',
  cniPlugins: '1.9.1',
  pause: '3.10.2',
  haproxy: '3.0',
  os: 'debian-trixie',
};

/** etcd is of the minor that kubeadm of that Kubernetes minor names, at its newest patch; so is CoreDNS. */
const versions: readonly { readonly version: string; readonly kubernetes: string; readonly etcd: string }[] = [
  { version: '0.9.0', kubernetes: '1.36.1', etcd: '3.6.16' },
  { version: '1.0.0', kubernetes: '1.36.3', etcd: '3.6.16' },
  { version: '1.1.0', kubernetes: '1.37.2', etcd: '3.7.3' },
];

/** The PlatformReleases that come with this build, oldest first. They are declarations: what no cluster uses is never built. */
export const shippedReleases: readonly (Unsaved<PlatformRelease> & { readonly spec: Spec })[] = versions.map(
  ({ version, kubernetes, etcd }) => ({
    apiVersion: `${group.group}/${group.version}`,
    kind: 'PlatformRelease',
    metadata: { name: `v${version}` },
    spec: { version, channel: 'stable', components: { kubernetes, etcd, ...base } },
  }),
);
