import type { Components } from './components.ts';
import { officialPlaces } from './official-places.ts';
import { pinnedDigests } from './pinned-digests.ts';
import type { DownloadsRecipe, PublishedFile } from './recipe.ts';

type Downloads = DownloadsRecipe & { readonly revision: number };

/** The programs of a machine as their projects publish them. */
export function officialPrograms(components: Components, architecture: string): Downloads[] {
  const { kubernetes, etcd, coredns, containerd, cniPlugins } = components;
  const release = `${officialPlaces.downloads}/release/v${kubernetes}/bin/linux/${architecture}`;
  const project = (path: string, version: string) => `${officialPlaces.projects}/${path}/releases/download/v${version}`;
  const etcdName = `etcd-v${etcd}-linux-${architecture}`;
  const etcdPlace = project('etcd-io/etcd', etcd);
  return [
    downloads(
      'kubernetes',
      kubernetes,
      ['kubeadm', 'kubelet', 'kubectl'].map((name) => file(`${release}/${name}`, '.sha256', { name })),
    ),
    // Linked statically: it also runs where the image is made.
    downloads('containerd', containerd, [
      file(
        `${project('containerd/containerd', containerd)}/containerd-static-${containerd}-linux-${architecture}.tar.gz`,
        '.sha256sum',
        unpacked(['containerd', 'containerd-shim-runc-v2', 'ctr'], 'bin/'),
      ),
    ]),
    downloads('etcd', etcd, [
      {
        ...file(`${etcdPlace}/${etcdName}.tar.gz`, '', unpacked(['etcd', 'etcdctl', 'etcdutl'], `${etcdName}/`)),
        checksum: { from: 'published', url: `${etcdPlace}/SHA256SUMS` },
      },
    ]),
    downloads('coredns', coredns, [
      file(
        `${project('coredns/coredns', coredns)}/coredns_${coredns}_linux_${architecture}.tgz`,
        '.sha256',
        unpacked(['coredns'], ''),
      ),
    ]),
    downloads('cni-plugins', cniPlugins, [
      file(
        `${project('containernetworking/plugins', cniPlugins)}/cni-plugins-linux-${architecture}-v${cniPlugins}.tgz`,
        '.sha256',
        unpacked(['ptp', 'bridge', 'loopback', 'host-local', 'portmap'], ''),
      ),
    ]),
  ];
}

function downloads(name: string, version: string, files: readonly PublishedFile[]): Downloads {
  return { type: 'downloads', revision: 1, name, version, files };
}

/** `suffix` is what the project adds to the name of a file for its checksum. */
function file(url: string, suffix: string, keep: PublishedFile['keep']): PublishedFile {
  const digest = pinnedDigests[url];
  return {
    url,
    checksum: digest === undefined ? { from: 'published', url: url + suffix } : { from: 'pinned', digest },
    keep,
  };
}

function unpacked(names: readonly string[], folder: string): PublishedFile['keep'] {
  return { unpacked: Object.fromEntries(names.map((name) => [name, folder + name])) };
}
