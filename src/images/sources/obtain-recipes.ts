import type { TaskIo } from '#capabilities/task-worker.ts';
import type { Architecture } from '../architecture.ts';
import type { ArtifactSettings } from '../artifact-settings.ts';
import { readDurations, writeDurations } from '../build/durations.ts';
import { requireTools } from '../build/require-tools.ts';
import { openArtifactCache } from '../cache/artifact-cache.ts';
import { chooseGo } from '../go/choose-go.ts';
import { ensureGo } from '../go/ensure-go.ts';
import type { GoCompiler } from '../go/go-compiler.ts';
import { imageSources, type ImageSourcesOptions } from './image-sources.ts';
import { type Obtained, obtainArtifacts } from './obtain-artifacts.ts';

export interface WantedArtifacts {
  readonly architecture: Architecture;
  /** The cache's directory. */
  readonly cache: string;
  readonly recipes: ImageSourcesOptions['recipes'];
  /** Ids of the steps whose artifacts are asked for. */
  readonly results: readonly string[];
  /** Files given to the build, by digest. */
  readonly inputs: ReadonlyMap<string, string>;
  /** What the Provider says about where artifacts come from; absent: nothing. */
  readonly artifacts?: ArtifactSettings;
  /** Whether Debian packages that the build needs may be installed. */
  readonly installPackages: boolean;
}

/** Sees that artifacts are in the cache of this machine, from wherever they can be had. Rejects with a BuildError. */
export async function obtainRecipes(wanted: WantedArtifacts, io: TaskIo): Promise<Obtained> {
  const { architecture, inputs, installPackages, recipes, results } = wanted;
  const cache = await openArtifactCache(wanted.cache);
  const durations = await readDurations(wanted.cache);
  let compiler: Promise<GoCompiler> | undefined;
  const go = () => (compiler ??= chooseGo(wanted.cache, io.signal));
  const { sources, named, close } = imageSources({
    settings: wanted.artifacts,
    architecture,
    recipes,
    goVersion: async (list) => (list.some(({ type }) => type === 'go-programs') ? (await go()).version : ''),
    io,
  });
  try {
    return await obtainArtifacts({
      sources,
      ...(named === undefined ? {} : { named }),
      results: () => results,
      cache,
      architecture,
      inputs,
      durations,
      go,
      async prepare(missing) {
        await requireTools(missing, { architecture, installPackages, io });
        if (missing.some(({ recipe }) => recipe.type === 'go-programs')) await ensureGo(await go(), wanted.cache, io);
      },
      io,
    });
  } finally {
    await close();
    await writeDurations(wanted.cache, durations);
  }
}
