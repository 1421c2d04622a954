import { Cluster } from '#api/cluster/index.ts';
import { labels } from '#api/meta/labels.ts';
import type { MachineImage } from '#api/machine-image/index.ts';
import { PlatformRelease } from '#api/platform-release/index.ts';
import { Provider } from '#api/provider/index.ts';
import type { TaskState } from '#capabilities/tasks.ts';
import type { Pass } from '#runtime/pass.ts';

/** The two archives an image consists of; each is built by a task of its own. */
export type Purpose = 'machine' | 'endpoint';

export interface ImageScope {
  readonly image: MachineImage;
  readonly release: PlatformRelease | undefined;
  /** True when a Cluster wants it or a person asked for it. */
  readonly wanted: boolean;
  readonly tasks: { readonly [P in Purpose]: { readonly key: string; readonly state: TaskState } };
}

function wantedBy(cluster: Cluster, image: MachineImage, providers: ReadonlyMap<string, string>): boolean {
  return cluster.spec.release === image.spec.release && providers.get(cluster.spec.provider) === image.spec.provider;
}

export async function readScope(image: MachineImage, pass: Pass): Promise<ImageScope> {
  const providers = new Map(pass.store.list(Provider).map((provider) => [provider.metadata.name, provider.spec.type]));
  const requested = image.metadata.annotations?.[labels.build] === 'requested';
  const read = async (purpose: Purpose) => {
    const key = `image/${image.metadata.name}/${purpose}`;
    return { key, state: await pass.tasks.observe(key) };
  };
  return {
    image,
    release: pass.store.get(PlatformRelease, { name: image.spec.release }),
    wanted: requested || pass.store.list(Cluster).some((cluster) => wantedBy(cluster, image, providers)),
    tasks: { machine: await read('machine'), endpoint: await read('endpoint') },
  };
}
