import { createReadStream, createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { extract } from 'tar-stream';
import { BuildError } from '../build-error.ts';

export interface UnpackedLayout {
  /** The descriptor of the image's manifest. */
  readonly manifest: { readonly mediaType: string; readonly digest: string; readonly size: number };
  /** Digest of its configuration. */
  readonly configuration: string;
}

/** Puts the blobs of a layout with one image, given as a tar, into a folder. */
export async function unpackLayout(archive: string, blobs: string, signal: AbortSignal): Promise<UnpackedLayout> {
  const entries = extract();
  const reading = pipeline(createReadStream(archive, { highWaterMark: 1 << 20 }), entries, { signal });
  // Told by the loop below, which reads from the same stream.
  reading.catch(() => undefined);
  let index = '';
  for await (const entry of entries) {
    const blob = /^(?:\.\/)?blobs\/sha256\/([0-9a-f]{64})$/.exec(entry.header.name)?.[1];
    if (blob !== undefined) await pipeline(entry, createWriteStream(join(blobs, blob)));
    else if (/^(?:\.\/)?index\.json$/.test(entry.header.name)) index = await text(entry);
    else entry.resume();
  }
  await reading;
  const { manifests }: { manifests?: UnpackedLayout['manifest'][] } = JSON.parse(index === '' ? '{}' : index);
  const [manifest] = manifests ?? [];
  if (manifest === undefined || manifests?.length !== 1) {
    throw new BuildError('ArchiveUnexpected', `${archive} is no OCI layout with one image.`, { retryable: false });
  }
  const content = await readFile(join(blobs, manifest.digest.replace('sha256:', '')), 'utf8');
  const { config }: { config: { digest: string } } = JSON.parse(content);
  const { mediaType, digest, size } = manifest;
  return { manifest: { mediaType, digest, size }, configuration: config.digest };
}
