import { buffer } from 'node:stream/consumers';

export interface PackedFile {
  /** Absolute path. */
  readonly path: string;
  readonly mode: number;
  readonly content: Uint8Array;
}

/**
 * A tar archive, owned by root, of files and their directories (0700) below `base`, which exists already. `modified` is
 * in milliseconds since the epoch: what is told of a file that was written twice in a second differs.
 */
export async function packFiles(base: string, files: readonly PackedFile[], modified: number): Promise<Buffer> {
  const { pack } = await import('tar-stream');
  const archive = pack();
  for (const directory of directoriesOf(base, files))
    archive.entry({ name: directory, type: 'directory', mode: 0o700 });
  for (const file of files) {
    const pax = { mtime: (modified / 1000).toFixed(3) };
    archive.entry({ name: file.path.slice(1), mode: file.mode, pax }, Buffer.from(file.content));
  }
  archive.finalize();
  return await buffer(archive);
}

function directoriesOf(base: string, files: readonly PackedFile[]): readonly string[] {
  const found = new Set<string>();
  for (const { path } of files) {
    const parts = path.split('/').slice(1, -1);
    for (let depth = 1; depth <= parts.length; depth++) found.add(parts.slice(0, depth).join('/'));
  }
  return [...found].filter((directory) => !`${base}/`.startsWith(`/${directory}/`)).toSorted();
}
