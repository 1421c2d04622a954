import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack } from 'tar-stream';
import { CliError } from '../cli-error.ts';
import type { BundleFile } from './bundle-file.ts';

export interface Packing {
  /** Where it is written; must not exist. */
  readonly path: string;
  /** The directory that everything lies in when it is unpacked. */
  readonly directory: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Writes a compressed archive, 0600. Nothing is left when it fails; CliError when the file is there already. */
export async function packBundle(files: readonly BundleFile[], { directory, now, path }: Packing): Promise<void> {
  const target = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  try {
    await once(target, 'open');
  } catch (error) {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    if (!exists) throw error;
    throw new CliError(`${path} is there already`, { cure: 'remove it, or name another file with --output' });
  }
  const archive = pack();
  for (const { path: name, text } of files) {
    archive.entry({ name: `${directory}/${name}`, mode: 0o600, mtime: new Date(now) }, text);
  }
  archive.finalize();
  try {
    await pipeline(archive, createGzip(), target);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}
