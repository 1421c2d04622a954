import { utimes } from 'node:fs/promises';
import type { Artifact } from './cache/artifact-cache.ts';
import { cacheUsers } from './cache/cache-users.ts';
import type { ImageTaskInput } from './image-task-input.ts';

/** Notes in the cache that an image is made of these artifacts; false when one of them is gone already. */
export async function keepArtifacts(
  { cache, home, image, purpose }: ImageTaskInput,
  keys: readonly string[],
  artifacts: ReadonlyMap<string, Artifact>,
): Promise<boolean> {
  if (home === undefined || image === undefined) return true;
  const touch = async (): Promise<boolean> => {
    const now = new Date();
    try {
      for (const { folder } of artifacts.values()) await utimes(folder, now, now);
      return true;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
      throw error;
    }
  };
  // What was touched a moment ago is not removed, so either it is gone before the note is there or it stays.
  if (!(await touch())) return false;
  await cacheUsers(cache).note({ home, image, purpose, keys });
  return await touch();
}
