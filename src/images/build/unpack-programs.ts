import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { BuildError } from '../build-error.ts';

/** Takes programs out of a gzipped tar; `programs` are the names they get, with their paths in the tar. Nothing else is written. */
export async function unpackPrograms(
  archive: string,
  folder: string,
  programs: Readonly<Record<string, string>>,
): Promise<void> {
  const names = new Map(Object.entries(programs).map(([name, path]) => [path, name]));
  const entries = extract();
  const reading = pipeline(createReadStream(archive), createGunzip(), entries);
  // Told by the loop below, which reads from the same stream.
  reading.catch(() => undefined);
  for await (const entry of entries) {
    const path = entry.header.name.replace(/^\.\//, '');
    const name = entry.header.type === 'file' ? names.get(path) : undefined;
    if (name === undefined) {
      entry.resume();
    } else {
      await pipeline(entry, createWriteStream(join(folder, name), { mode: 0o755 }));
      names.delete(path);
    }
  }
  await reading;
  if (names.size > 0) {
    throw new BuildError(
      'ArchiveUnexpected',
      `${archive} has no ${[...names.keys()].join(', ')}: the project packs this version in another way.`,
      { retryable: false },
    );
  }
}
