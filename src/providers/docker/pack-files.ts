import { buffer } from 'node:stream/consumers';

export interface PackedFile {
  /** Absolute path. */
  readonly path: string;
  readonly mode: number;
  readonly content: Uint8Array;
}

/** A tar archive, owned by root, of files and their directories (0700) below `base`, which exists already. */
export async function packFiles(base: string, files: readonly PackedFile[]): Promise<Buffer> {
  const { pack } = await import('tar-stream');
  const archive = pack();
  for (const directory of directoriesOf(base, files))
    archive.entry({ name: directory, type: 'directory', mode: 0o700 });
  for (const file of files) {
    archive.entry({ name: file.path.slice(1), mode: file.mode }, Buffer.from(file.content));
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
