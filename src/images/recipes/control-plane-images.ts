import type { Components } from './components.ts';
import { imageRepository } from '#domain/naming/image-repository.ts';
import type { ArchivePart, ContainerImageRecipe, ImageStoreRecipe } from './recipe.ts';
import { smallSystemExclusions } from './small-system-exclusions.ts';

const certificates: ArchivePart = {
  from: 'archive',
  step: 'machine-system',
  file: 'system.tar',
  prefix: '',
  exclude: ['**', '!etc/ssl/certs/ca-certificates.crt'],
};

/** The images kubeadm starts a control plane from, by the names it derives from the repository and the versions. */
export function controlPlaneImages(components: Components): ImageStoreRecipe & { readonly revision: number } {
  const kubernetes = `v${components.kubernetes}`;
  const images: ContainerImageRecipe[] = [
    ...['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'].map((name) =>
      image({ name, tag: kubernetes, programs: [['kubernetes', name]] }),
    ),
    image({ name: 'kube-proxy', tag: kubernetes, programs: [['kubernetes', 'kube-proxy']], system: kubeProxySystem() }),
    image({
      name: 'etcd',
      tag: components.etcd,
      programs: ['etcd', 'etcdctl', 'etcdutl'].map((program) => ['etcd', program]),
    }),
    image({
      name: 'coredns',
      tag: `v${components.coredns}`,
      programs: [['coredns', 'coredns']],
      system: [certificates],
      entrypoint: ['/usr/local/bin/coredns'],
      user: '65532:65532',
    }),
    image({
      name: 'pause',
      tag: components.pause,
      programs: [['pause', 'pause']],
      entrypoint: ['/usr/local/bin/pause'],
      user: '65535:65535',
    }),
  ];
  return {
    type: 'image-store',
    revision: 1,
    name: 'image-store',
    images,
    pinned: [`${imageRepository}/pause:${components.pause}`],
  };
}

interface ImageShape {
  readonly name: string;
  readonly tag: string;
  /** Build step and program. */
  readonly programs: readonly (readonly string[])[];
  readonly system?: readonly ArchivePart[];
  readonly entrypoint?: readonly string[];
  readonly user?: string;
}

function image(shape: ImageShape): ContainerImageRecipe {
  const programs = shape.programs.map(
    ([step = '', file = '']): ArchivePart => ({ from: 'program', step, file, path: `usr/local/bin/${file}` }),
  );
  return {
    reference: `${imageRepository}/${shape.name}:${shape.tag}`,
    parts: [...(shape.system ?? []), ...programs],
    entrypoint: shape.entrypoint ?? [],
    // Static pods read keys that only root may read and write data directories that only root may enter.
    user: shape.user ?? '0:0',
  };
}

function kubeProxySystem(): ArchivePart[] {
  // Debian sets these links when iptables is configured; here nothing is run, and only the nftables flavour is wanted.
  const links = ['iptables', 'iptables-save', 'iptables-restore', 'ip6tables', 'ip6tables-save', 'ip6tables-restore'];
  return [
    {
      from: 'archive',
      step: 'kube-proxy-system',
      file: 'system.tar',
      prefix: '',
      exclude: smallSystemExclusions(['usr/sbin/nft', 'usr/sbin/xtables-nft-multi', 'usr/sbin/conntrack']),
    },
    ...links.map((name): ArchivePart => ({ from: 'link', path: `usr/sbin/${name}`, target: 'xtables-nft-multi' })),
  ];
}
