import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRun } from './must-run.ts';

/** A file system of its own, small enough to be filled. */
export interface SmallDisk {
  fill(): Promise<void>;
  free(): Promise<void>;
  remove(): Promise<void>;
}

/** Mounts it at a path, which is made; needs root. */
export async function createSmallDisk(path: string, megabytes: number): Promise<SmallDisk> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  await mustRun(['mount', '-t', 'tmpfs', '-o', `size=${megabytes}m,mode=700`, 'tmpfs', path]);
  const filling = join(path, 'filling');
  return {
    async fill() {
      await writeFile(filling, new Uint8Array(megabytes * 1024 * 1024)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOSPC') throw error;
      });
    },
    free: () => rm(filling, { force: true }),
    async remove() {
      await mustRun(['umount', '--lazy', path]);
    },
  };
}
