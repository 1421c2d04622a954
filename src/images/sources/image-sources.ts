import type { TaskIo } from '#capabilities/task-worker.ts';
import type { ArtifactSettings } from '../artifact-settings.ts';
import { openWeb } from '../fetch/web.ts';
import { mirroredRecipes } from '../mirror/mirrored-recipes.ts';
import { openMirror } from '../mirror/open-mirror.ts';
import { buildPlan } from '../plan/build-plan.ts';
import { type OfficialPlaces, officialPlaces } from '../recipes/official-places.ts';
import type { Recipe } from '../recipes/recipe.ts';
import type { ArtifactSource } from './artifact-source.ts';
import { probeOfficial } from './probe-official.ts';

export interface ImageSourcesOptions {
  readonly settings: ArtifactSettings | undefined;
  readonly architecture: 'amd64' | 'arm64';
  /** The image's recipes for building from sources, and for taking what is published. */
  readonly recipes: { readonly source: readonly Recipe[]; official(system: string): readonly Recipe[] };
  /** The version of the Go compiler; rejects where there is none. */
  goVersion(recipes: readonly Recipe[]): Promise<string>;
  readonly io: TaskIo;
}

export interface ImageSources {
  /** In the order in which they are to be tried. */
  readonly sources: readonly ArtifactSource[];
  /** Why there is only one. */
  readonly named?: string;
  close(): Promise<void>;
}

/** The sources that a Provider leaves: the one it names, or all. */
export function imageSources(options: ImageSourcesOptions): ImageSources {
  const { settings } = options;
  const wanted = settings?.source ?? 'Auto';
  const official = () => officialSource(options);
  const source = () => builtSource(options);
  const mirror = () => (settings?.mirror ? [mirrorSource(options, settings.mirror, settings.provider)] : []);
  const sources = {
    Auto: () => [...mirror(), official(), source()],
    Mirror: mirror,
    Official: () => [official()],
    Source: () => [source()],
  }[wanted]();
  return {
    sources,
    ...(wanted === 'Auto' ? {} : { named: `Provider ${settings?.provider} says so` }),
    close: async () => void (await Promise.all(sources.map((one) => one.close()))),
  };
}

function builtSource({ architecture, recipes, goVersion }: ImageSourcesOptions): ArtifactSource {
  const web = openWeb();
  return {
    name: 'Source',
    because: 'it can be built anywhere',
    plan: async () => buildPlan({ architecture, goVersion: await goVersion(recipes.source), recipes: recipes.source }),
    probe: () => Promise.resolve(),
    access: { web, places: officialPlaces },
    close: () => web.close(),
  };
}

function officialSource({ settings, architecture, recipes, io }: ImageSourcesOptions): ArtifactSource {
  const places: OfficialPlaces = { ...officialPlaces, ...settings?.official };
  const own = recipes.official(places.system);
  const web = openWeb();
  return {
    name: 'Official',
    because: 'the places where it is published answer',
    plan: () => Promise.resolve(buildPlan({ architecture, goVersion: '', recipes: own })),
    probe: () => probeOfficial(own, { places, signal: io.signal }),
    access: { web, places },
    close: () => web.close(),
  };
}

function mirrorSource(
  { architecture, recipes, io }: ImageSourcesOptions,
  place: NonNullable<ArtifactSettings['mirror']>,
  provider: string,
): ArtifactSource {
  const web = openWeb();
  const mirror = openMirror(place);
  return {
    name: 'Mirror',
    because: `Provider ${provider} names the mirror ${place.location}`,
    async plan() {
      const index = await mirror.index(io);
      const mirrored = mirroredRecipes(recipes.source, architecture, { index, place: place.location });
      return buildPlan({ architecture, goVersion: '', recipes: mirrored });
    },
    probe: () => Promise.resolve(),
    access: { web, places: officialPlaces, mirror },
    close: async () => void (await Promise.all([web.close(), mirror.close()])),
  };
}
