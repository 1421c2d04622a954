import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import type Dockerode from 'dockerode';
import type { ImageDesired } from '#providers/contract/image.ts';
import type { Tagged } from '#providers/contract/resource.ts';
import { askEngine } from './ask-engine.ts';
import { imageReference } from './image-reference.ts';
import { imageSettings } from './image-settings.ts';
import { labelNames } from './label-names.ts';

export interface NewImage {
  readonly tags: Tagged;
  readonly desired: ImageDesired;
  /** The engine's time, in RFC 3339. */
  readonly created: string;
}

/**
 * Makes an image of content that the engine has already, for another owner or installation: with settings and labels of
 * its own and without sending a byte of the archive. True when it is there; false when the archive has to be imported.
 * Whose image brought the content does not matter: the engine finds it by its digest, which is the archive's.
 */
export async function shareImage(engine: Dockerode, { tags, desired, created }: NewImage): Promise<boolean> {
  const filters = JSON.stringify({ label: [`${labelNames.digest}=${desired.digest}`] });
  const [known] = await askEngine('Listing images', () => engine.listImages({ filters }));
  if (known === undefined) return false;
  const { repository, tag } = imageReference(tags.owner, desired);
  const reference = `${repository}:${tag}`;
  const archive = await describedImage(reference, { tags, desired, created });
  try {
    await text(await engine.loadImage(Readable.from([archive]), { quiet: true }));
    const { RootFS } = await engine.getImage(reference).inspect();
    return RootFS?.Layers?.length === 1 && RootFS.Layers[0] === desired.digest;
  } catch {
    // The other image went in this moment, or this engine keeps no content apart from its images: the import tells more.
    return false;
  }
}

/** An image archive with everything but the layer, which the engine looks up before it asks for it. */
async function describedImage(reference: string, { tags, desired, created }: NewImage): Promise<Buffer> {
  const { pack } = await import('tar-stream');
  const { entrypoint, labels } = imageSettings(tags, desired);
  const configuration = JSON.stringify({
    architecture: desired.architecture,
    os: 'linux',
    created,
    config: { Entrypoint: entrypoint, Labels: labels },
    rootfs: { type: 'layers', diff_ids: [desired.digest] },
    history: [{ created, created_by: 'slipway' }],
  });
  const name = `${createHash('sha256').update(configuration).digest('hex')}.json`;
  const archive = pack();
  archive.entry({ name }, configuration);
  archive.entry(
    { name: 'manifest.json' },
    JSON.stringify([{ Config: name, RepoTags: [reference], Layers: ['layer.tar'] }]),
  );
  archive.finalize();
  return await buffer(archive);
}
