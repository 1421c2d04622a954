import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mustRun } from './must-run.ts';

/** A file system of its own, small enough to be filled. */
export interface SmallDisk {
  readonly path: string;
  fill(): Promise<void>;
  free(): Promise<void>;
  remove(): Promise<void>;
}

/** Needs root. */
export async function createSmallDisk(megabytes: number): Promise<SmallDisk> {
  const path = await mkdtemp(join(tmpdir(), 'slipway-disk-'));
  await mustRun(['mount', '-t', 'tmpfs', '-o', `size=${megabytes}m,mode=700`, 'tmpfs', path]);
  const filling = join(path, 'filling');
  return {
    path,
    async fill() {
      await writeFile(filling, new Uint8Array(megabytes * 1024 * 1024)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOSPC') throw error;
      });
    },
    free: () => rm(filling, { force: true }),
    async remove() {
      await mustRun(['umount', '--lazy', path]);
      await rm(path, { recursive: true });
    },
  };
}
