import { readdir, readlink, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileDigest } from '../cache/file-digest.ts';
import type { TreeEntry } from '../recipes/machine-image.ts';

/** All files and links below a directory, sorted by path; adds where each file lies to `places`, by digest. */
export async function readTree(root: string, places: Map<string, string>): Promise<TreeEntry[]> {
  const entries: TreeEntry[] = [];
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    const path = relative(root, file);
    if (entry.isSymbolicLink()) {
      entries.push({ path, target: await readlink(file) });
    } else if (entry.isFile()) {
      const digest = await fileDigest(file);
      places.set(digest, file);
      // Only whether it may be run is taken from here: checkouts differ in everything else.
      const executable = ((await stat(file)).mode & 0o100) !== 0;
      entries.push({ path, digest, mode: executable ? 0o755 : 0o644 });
    }
  }
  return entries.sort((a, b) => (a.path < b.path ? -1 : 1));
}
