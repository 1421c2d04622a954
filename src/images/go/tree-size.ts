import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface TreeSize {
  readonly files: number;
  readonly bytes: number;
}

/** Counts the files below a directory and their bytes; zero where there is none. */
export async function treeSize(directory: string): Promise<TreeSize> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  let bytes = 0;
  const files = entries.filter((entry) => entry.isFile());
  for (const entry of files) bytes += (await stat(join(entry.parentPath, entry.name))).size;
  return { files: files.length, bytes };
}
