import { Cluster } from '#api/cluster/index.ts';
import { labels } from '#api/meta/labels.ts';
import type { MachineImage } from '#api/machine-image/index.ts';
import { PlatformRelease } from '#api/platform-release/index.ts';
import { Provider } from '#api/provider/index.ts';
import type { TaskState } from '#capabilities/tasks.ts';
import type { Pass } from '#runtime/pass.ts';
import { mirrorKey } from './mirror-key.ts';

/** What a Provider says about where artifacts come from, as the task is told it. */
export type ArtifactSettings = NonNullable<Provider['spec']['artifacts']> & { readonly provider: string };

/** The two archives an image consists of; each is built by a task of its own. */
export type Purpose = 'machine' | 'endpoint';

export interface ImageScope {
  readonly image: MachineImage;
  readonly release: PlatformRelease | undefined;
  /** True when a Cluster wants it or a person asked for it. */
  readonly wanted: boolean;
  /** What is said by the first of the Providers that the image is for; undefined when none of them says anything. */
  readonly artifacts: ArtifactSettings | undefined;
  /** The directory that somebody wants filled, and how far that is; undefined when nobody does. */
  readonly mirror: { readonly directory: string; readonly key: string; readonly state: TaskState } | undefined;
  readonly tasks: { readonly [P in Purpose]: { readonly key: string; readonly state: TaskState } };
}

/**
 * An image is one for all Providers of its type. Those whose clusters wait for it come first, in the order of their
 * names, so that every pass chooses alike.
 */
function artifactsOf(providers: readonly Provider[], inUse: ReadonlySet<string>): ArtifactSettings | undefined {
  const rank = ({ metadata: { name } }: Provider) => `${inUse.has(name) ? 0 : 1} ${name}`;
  const [first] = providers
    .filter(({ spec }) => spec.artifacts !== undefined)
    .toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
  return first?.spec.artifacts && { ...first.spec.artifacts, provider: first.metadata.name };
}

export async function readScope(image: MachineImage, pass: Pass): Promise<ImageScope> {
  const { name, annotations = {} } = image.metadata;
  const providers = pass.store.list(Provider).filter(({ spec }) => spec.type === image.spec.provider);
  const names = new Set(providers.map(({ metadata }) => metadata.name));
  const clusters = pass.store
    .list(Cluster)
    .filter(({ spec }) => spec.release === image.spec.release && names.has(spec.provider));
  const directory = annotations[labels.mirror];
  const read = async (key: string) => ({ key, state: await pass.tasks.observe(key) });
  return {
    image,
    release: pass.store.get(PlatformRelease, { name: image.spec.release }),
    wanted: annotations[labels.build] === 'requested' || directory !== undefined || clusters.length > 0,
    artifacts: artifactsOf(providers, new Set(clusters.map(({ spec }) => spec.provider))),
    mirror: directory === undefined ? undefined : { directory, ...(await read(mirrorKey(name, directory))) },
    tasks: { machine: await read(`image/${name}/machine`), endpoint: await read(`image/${name}/endpoint`) },
  };
}
