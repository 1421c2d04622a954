import { Cluster } from '#api/cluster/index.ts';
import { MachineImage } from '#api/machine-image/index.ts';
import { PlatformRelease } from '#api/platform-release/index.ts';
import type { KubeClient } from '#kube/create-kube-client.ts';
import { compareVersions } from './compare-versions.ts';

/** A release with what there is of it. */
export interface ReleaseFacts {
  readonly release: PlatformRelease;
  readonly images: readonly MachineImage[];
  /** Clusters that declare it, as `namespace/name`. */
  readonly usedBy: readonly string[];
}

/** All releases by version, oldest first. */
export async function readReleases(client: KubeClient): Promise<readonly ReleaseFacts[]> {
  const [releases, images, clusters] = await Promise.all([
    client.objects.list(PlatformRelease),
    client.objects.list(MachineImage),
    client.objects.list(Cluster),
  ]);
  return releases.items
    .toSorted((a, b) => compareVersions(a.spec.version, b.spec.version))
    .map((release) => ({
      release,
      images: images.items.filter(({ spec }) => spec.release === release.metadata.name),
      usedBy: clusters.items
        .filter(({ spec }) => spec.release === release.metadata.name)
        .map(({ metadata }) => `${metadata.namespace}/${metadata.name}`),
    }));
}
