import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Transform } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type Dockerode from 'dockerode';
import type { ImageDesired } from '#providers/contract/image.ts';
import { ProviderError } from '#providers/contract/provider-error.ts';
import type { Tagged } from '#providers/contract/resource.ts';
import { askEngine } from './ask-engine.ts';
import { imageReference } from './image-reference.ts';
import { type ImageSettings, imageSettings } from './image-settings.ts';

/** Sends the archive to the engine and verifies its digest on the way; an image made from something else is removed again. */
export async function importImage(engine: Dockerode, tags: Tagged, desired: ImageDesired): Promise<void> {
  const { repository, tag } = imageReference(tags.owner, desired);
  const hash = createHash('sha256');
  const hashing = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  const reading = pipeline(createReadStream(desired.archive), hashing);
  // Waited for below; the engine's answer may come first and must not leave this one unhandled.
  reading.catch(() => undefined);
  const options = { repo: repository, tag, changes: changesOf(imageSettings(tags, desired)) };
  const report = await askEngine(
    `Importing ${desired.archive}`,
    async () => await text(await engine.importImage(hashing, options)),
  );
  const failure = /"error":"((?:[^"\\]|\\.)*)"/.exec(report)?.[1];
  if (failure !== undefined) await askEngine(`Importing ${desired.archive}`, () => Promise.reject(new Error(failure)));
  await reading;
  const digest = `sha256:${hash.digest('hex')}`;
  if (digest === desired.digest) return;
  await askEngine('Removing an image', () => engine.getImage(`${repository}:${tag}`).remove());
  throw new ProviderError(
    'Invalid',
    `${desired.archive} has the digest ${digest}, not ${desired.digest}: build the image again.`,
  );
}

/** An import takes no signal to stop by. */
function changesOf({ entrypoint, labels }: ImageSettings): string[] {
  return [
    `ENTRYPOINT ${JSON.stringify(entrypoint)}`,
    ...Object.entries(labels).map(([name, value]) => `LABEL ${name}=${JSON.stringify(value)}`),
  ];
}
