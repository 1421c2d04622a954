import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { openPromise } from 'yauzl';
import { BuildError } from '../build-error.ts';

export interface ModuleUnpacking {
  /** `path@version`: what every name in the archive begins with. */
  readonly module: string;
  /** Exists and is empty. */
  readonly directory: string;
  readonly signal: AbortSignal;
  /** Where a file goes below the directory, and with which mode; undefined leaves it out, though it counts for the hash. */
  place(path: string): { readonly path: string; readonly mode: number } | undefined;
}

/**
 * Unpacks a module's zip and returns the `h1:` hash of all that is in it: the one in go.sum files and in the checksum
 * database. Nothing may be used before it was compared. Rejects where a name leads out of the module.
 */
export async function unpackModule(zip: string, unpacking: ModuleUnpacking): Promise<string> {
  const { module, directory, signal, place } = unpacking;
  const archive = await openPromise(zip);
  const sums: [name: string, digest: string][] = [];
  const directories = new Set<string>();
  try {
    for await (const entry of archive.eachEntry()) {
      signal.throwIfAborted();
      const path = pathBelow(entry.fileName, module);
      const content = await buffer(await archive.openReadStreamPromise(entry));
      sums.push([entry.fileName, createHash('sha256').update(content).digest('hex')]);
      const target = place(path);
      if (target === undefined) continue;
      const file = join(directory, target.path);
      if (!directories.has(dirname(file))) await mkdir(dirname(file), { recursive: true });
      directories.add(dirname(file));
      await writeFile(file, content, { mode: target.mode, flag: 'wx' });
    }
  } finally {
    archive.close();
  }
  const lines = sums.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, digest]) => `${digest}  ${name}\n`);
  return `h1:${createHash('sha256').update(lines.join('')).digest('base64')}`;
}

/** Archives of modules hold files only, all of them below the module's name. */
function pathBelow(name: string, module: string): string {
  const path = name.slice(module.length + 1);
  if (!name.startsWith(`${module}/`) || path === '' || path.endsWith('/') || path.split('/').includes('..')) {
    throw new BuildError(
      'ChecksumMismatch',
      `The archive of ${module} holds "${name}", which is no file of that module.`,
      {
        retryable: false,
      },
    );
  }
  return path;
}
