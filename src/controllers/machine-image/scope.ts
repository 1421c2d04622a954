import { Cluster } from '#api/cluster/index.ts';
import { labels } from '#api/meta/labels.ts';
import type { MachineImage } from '#api/machine-image/index.ts';
import { PlatformRelease } from '#api/platform-release/index.ts';
import { Provider } from '#api/provider/index.ts';
import type { TaskState } from '#capabilities/tasks.ts';
import type { Owner } from '#providers/contract/resource.ts';
import type { Pass, ProviderPort } from '#runtime/pass.ts';
import { keyText } from '../reading/key-text.ts';
import { providerOwner } from '../reading/provider-owner.ts';
import { type Reading, readOrFailure } from '../reading/read-or-failure.ts';
import { mirrorKey } from './mirror-key.ts';

/** What a Provider says about where artifacts come from, as the task is told it. */
export type ArtifactSettings = NonNullable<Provider['spec']['artifacts']> & { readonly provider: string };

/** The two archives an image consists of; each is built by a task of its own. */
export type Purpose = 'machine' | 'endpoint';

const purposes: readonly Purpose[] = ['machine', 'endpoint'];

/** A Provider of the image's type, with the architecture of its machines, and whether it has taken the image in. */
export interface ImagePlace {
  readonly provider: string;
  readonly seen: Reading<{ readonly port: ProviderPort; readonly architecture: string; readonly held: boolean }>;
}

export interface ImageScope {
  readonly image: MachineImage;
  readonly release: PlatformRelease | undefined;
  /** Clusters whose machines boot from it, as `namespace/name`; of a provider that does not answer, all that might. */
  readonly usedBy: readonly string[];
  /** True when a Cluster uses it or a person asked for it. */
  readonly wanted: boolean;
  /** Where it may be; none while nobody is concerned with it. */
  readonly places: readonly ImagePlace[];
  readonly owners: readonly Owner[];
  /** A person's words to have it built, or built again; new words are a new request. */
  readonly request: string | undefined;
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

async function placesOf(
  providers: readonly Provider[],
  pass: Pass,
  owners: readonly Owner[],
): Promise<readonly ImagePlace[]> {
  return await Promise.all(
    providers.map(async ({ metadata: { name } }) => ({
      provider: name,
      seen: await readOrFailure(async () => {
        const port = await pass.provider(name);
        const [{ architecture }, ...images] = await Promise.all([
          port.hostFacts(),
          ...owners.map((owner) => port.image.observe(owner)),
        ]);
        return { port, architecture, held: images.some(({ state }) => state === 'present') };
      }),
    })),
  );
}

/** Those of the clusters that run on machines of its architecture. */
function usersAmong(
  clusters: readonly Cluster[],
  image: MachineImage,
  places: readonly ImagePlace[],
): readonly Cluster[] {
  const possible = places.filter(({ seen }) => !seen.read || seen.read.architecture === image.spec.architecture);
  const names = new Set(possible.map(({ provider }) => provider));
  return clusters.filter(({ spec }) => names.has(spec.provider));
}

export async function readScope(image: MachineImage, pass: Pass): Promise<ImageScope> {
  const { name, annotations = {}, deletionTimestamp } = image.metadata;
  const providers = pass.store.list(Provider).filter(({ spec }) => spec.type === image.spec.provider);
  const clusters = pass.store.list(Cluster).filter(({ spec }) => spec.release === image.spec.release);
  // Most images are of releases that nobody uses: no provider is asked about them.
  const concerned = clusters.length > 0 || deletionTimestamp !== undefined || image.status?.machine !== undefined;
  const owners = purposes.map((purpose) => providerOwner(pass, image, purpose));
  const places = concerned ? await placesOf(providers, pass, owners) : [];
  const users = usersAmong(clusters, image, places);
  const directory = annotations[labels.mirror];
  const request = annotations[labels.build];
  const suffix = request === undefined ? '' : `/${request}`;
  const read = async (key: string) => ({ key, state: await pass.tasks.observe(key) });
  return {
    image,
    release: pass.store.get(PlatformRelease, { name: image.spec.release }),
    usedBy: users.map(keyText),
    wanted: request !== undefined || directory !== undefined || users.length > 0,
    request,
    places,
    owners,
    artifacts: artifactsOf(providers, new Set(users.map(({ spec }) => spec.provider))),
    mirror: directory === undefined ? undefined : { directory, ...(await read(mirrorKey(name, directory))) },
    tasks: {
      machine: await read(`image/${name}/machine${suffix}`),
      endpoint: await read(`image/${name}/endpoint${suffix}`),
    },
  };
}
