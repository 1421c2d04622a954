import type { ArtifactCleaning } from '#capabilities/artifact-cleaning.ts';
import { cacheDirectory } from './cache-directory.ts';

/** Loads what it needs when it is asked: most commands clean nothing. */
export const artifactCleaning: ArtifactCleaning = {
  clean: async (request) =>
    await (await import('#images/prune-cache.ts')).pruneCache(cacheDirectory(process.env), request),
};
