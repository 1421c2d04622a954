import { access } from 'node:fs/promises';
import type Dockerode from 'dockerode';
import type { ImageDesired, ImageFacts } from '#providers/contract/image.ts';
import { ProviderError } from '#providers/contract/provider-error.ts';
import { refuseOutdated } from '#providers/contract/refuse-outdated.ts';
import type { Listed, ListScope, Owner, ResourceDriver, Tagged } from '#providers/contract/resource.ts';
import { askEngine } from './ask-engine.ts';
import type { DockerContext } from './docker-context.ts';
import { holderOf } from './holder-of.ts';
import { imageReference } from './image-reference.ts';
import { importImage } from './import-image.ts';
import { labelFilter } from './label-filter.ts';
import { labelNames } from './label-names.ts';
import { removeLooks } from './remove-looks.ts';
import { shareImage } from './share-image.ts';
import { tagsOf } from './tags-of.ts';
import { translateEngineError } from './translate-engine-error.ts';
import { unlessAbsent } from './unless-absent.ts';

interface Request {
  readonly tags: Tagged;
  readonly desired: ImageDesired;
}

type Removal = Parameters<ResourceDriver<ImageDesired, ImageFacts>['delete']>[0];

/** An import on its way from this process, or how it failed: the next create tells that, the one after tries anew. */
interface Import {
  readonly listed: Listed<ImageFacts>;
  /** Never rejects. */
  ended: Promise<void>;
  failure: ProviderError | undefined;
}

type Imports = Map<string, Import>;

export interface DockerImages extends ResourceDriver<ImageDesired, ImageFacts> {
  /** Waits for the imports on their way. */
  close(): Promise<void>;
}

/** Images imported from archives; the import goes on after `create` returned. */
export function createDockerImages(context: DockerContext): DockerImages {
  const imports: Imports = new Map();
  const list = async (whose: Owner | ListScope): Promise<readonly Listed<ImageFacts>[]> => {
    const present = await findImages(await context.engine(), whose);
    const seen = new Set(present.map(({ facts }) => facts.reference));
    const underway = [...imports.values()].filter(
      (running) => running.failure === undefined && isOf(running.listed.tags.owner, whose),
    );
    return [...present, ...underway.map(({ listed }) => listed).filter(({ facts }) => !seen.has(facts.reference))];
  };
  return {
    observe: async (owner) => {
      const found = (await list(owner)).at(-1);
      return found === undefined
        ? { state: 'absent' }
        : { state: 'present', tags: found.tags, facts: found.facts, since: found.since };
    },
    list,
    create: async (request) =>
      await context.serialize(request.tags.owner.uid, async () => await create(context, imports, request)),
    update: async (request) =>
      await context.serialize(request.tags.owner.uid, async () => await create(context, imports, request)),
    delete: async (request) =>
      await context.serialize(request.owner.uid, async () => {
        const { owner } = request;
        const own = [...imports.values()].filter(({ listed }) => isOf(listed.tags.owner, owner));
        // What is on its way would appear after the deletion.
        await Promise.all(own.map(({ ended }) => ended));
        for (const { listed } of own) imports.delete(listed.providerId);
        await remove(await context.engine(), request);
      }),
    close: async () => void (await Promise.all([...imports.values()].map(({ ended }) => ended))),
  };
}

function isOf(owner: Owner, whose: Owner | ListScope): boolean {
  if (owner.installation !== whose.installation) return false;
  return 'uid' in whose
    ? owner.uid === whose.uid
    : whose.clusterUid === undefined || owner.clusterUid === whose.clusterUid;
}

/** Oldest first. An image without a reference lost it to the same import by another manager, which removes it. */
async function findImages(engine: Dockerode, whose: Owner | ListScope): Promise<readonly Listed<ImageFacts>[]> {
  const filters = JSON.stringify(labelFilter('image', whose));
  const images = await askEngine('Listing images', () => engine.listImages({ filters }));
  return images
    .filter(isNamed)
    .toSorted((a, b) => a.Created - b.Created)
    .map(listedImage);
}

function isNamed({ RepoTags }: Dockerode.ImageInfo): boolean {
  return (RepoTags ?? []).some((reference) => !reference.startsWith('<none>'));
}

function listedImage(image: Dockerode.ImageInfo): Listed<ImageFacts> {
  const labels = image.Labels ?? {};
  return {
    providerId: image.Id,
    tags: tagsOf(labels),
    facts: {
      providerId: image.Id,
      reference: image.RepoTags?.[0] ?? image.Id,
      digest: labels[labelNames.digest] ?? '',
      sizeBytes: image.Size,
      state: 'ready',
    },
    since: new Date(image.Created * 1000).toISOString(),
  };
}

async function create(context: DockerContext, imports: Imports, { tags, desired }: Request): Promise<void> {
  const engine = await context.engine();
  const { repository, tag } = imageReference(tags.owner, desired);
  const reference = `${repository}:${tag}`;
  const underway = imports.get(reference);
  if (underway?.failure !== undefined) {
    imports.delete(reference);
    throw underway.failure;
  }
  if (underway !== undefined) return;
  const present = await unlessAbsent(() =>
    askEngine('Looking at an image', () => engine.getImage(reference).inspect()),
  );
  if (present !== undefined) return refuseOther(present, reference, tags);
  await access(desired.archive).catch((cause: unknown) => {
    throw new ProviderError('Invalid', `The archive ${desired.archive} cannot be read: build the image again.`, {
      cause,
    });
  });
  const facts: ImageFacts = {
    providerId: reference,
    reference,
    digest: desired.digest,
    sizeBytes: 0,
    state: 'creating',
  };
  const since = await engineTime(engine);
  const running: Import = {
    listed: { providerId: reference, tags, facts, since },
    ended: Promise.resolve(),
    failure: undefined,
  };
  imports.set(reference, running);
  running.ended = shareImage(engine, { tags, desired, created: since })
    .then(async (shared) => (shared ? undefined : await importImage(engine, tags, desired)))
    .then(async () => await removeUnnamed(engine, tags.owner))
    .then(
      () => void imports.delete(reference),
      (error: unknown) => void (running.failure = translateEngineError(error, 'Importing an image')),
    )
    .then(() => context.hint(tags.owner.uid));
}

function refuseOther(image: Dockerode.ImageInspectInfo, reference: string, { epoch, owner }: Tagged): void {
  const tags = tagsOf(image.Config.Labels ?? {});
  const found = tags.owner;
  if (found.installation === owner.installation && found.uid === owner.uid) return refuseOutdated(tags, epoch);
  throw new ProviderError(
    'ForeignOwner',
    `The reference is taken by ${holderOf(`image ${reference}`, image.Config.Labels)}: untag that image.`,
  );
}

async function engineTime(engine: Dockerode): Promise<string> {
  const info: { SystemTime?: string } = await askEngine('Asking the engine for its time', () => engine.info());
  return new Date(info.SystemTime ?? 0).toISOString();
}

/** The engine refuses to remove an image that a container uses, stopped ones too. */
async function remove(engine: Dockerode, { owner, epoch, providerId }: Removal): Promise<void> {
  const found = await findImages(engine, owner);
  const chosen = found.filter((image) => providerId === undefined || image.providerId === providerId);
  for (const { tags } of chosen) refuseOutdated(tags, epoch);
  await removeLooks(engine, owner.installation);
  for (const { facts } of chosen) {
    await unlessAbsent(() =>
      askEngine(`Removing the image ${facts.reference}`, () => engine.getImage(facts.reference).remove()),
    );
  }
  await removeUnnamed(engine, owner);
}

async function removeUnnamed(engine: Dockerode, owner: Owner): Promise<void> {
  const filters = JSON.stringify(labelFilter('image', owner));
  const images = await askEngine('Listing images', () => engine.listImages({ filters }));
  for (const { Id } of images.filter((image) => !isNamed(image))) {
    await unlessAbsent(() => askEngine('Removing an image that lost its name', () => engine.getImage(Id).remove()));
  }
}
