import type { TaskIo } from '#capabilities/task-worker.ts';
import type { SourceName } from '../artifact-settings.ts';
import type { BuildOptions } from '../build/run-build.ts';
import { runBuild } from '../build/run-build.ts';
import { BuildError } from '../build-error.ts';
import type { Artifact } from '../cache/artifact-cache.ts';
import { lookUp } from '../cache/look-up.ts';
import type { BuildPlan } from '../plan/build-plan.ts';
import type { Recipe } from '../recipes/recipe.ts';
import type { ArtifactSource } from './artifact-source.ts';

export interface ObtainOptions extends Omit<BuildOptions, 'plan' | 'access' | 'results'> {
  /** In the order in which they are tried. */
  readonly sources: readonly ArtifactSource[];
  /** Set where there is only one source because somebody named it: the reason. */
  readonly named?: string;
  /** Ids of the steps whose artifacts are asked for. */
  results(plan: BuildPlan): readonly string[];
}

export interface Obtained {
  readonly artifacts: ReadonlyMap<string, Artifact>;
  /** Of everything they are made from, in the cache or not. */
  readonly keys: readonly string[];
  /** Where they come from, and why from there. */
  readonly source: { readonly name: SourceName; readonly reason: string };
}

/** What says that a source does not have something, rather than that something is wrong: the next one may have it. */
const lacking = new Set([
  'AddressRefused',
  'ArchiveUnexpected',
  'ChecksumUnknown',
  'CompilerUnavailable',
  'DownloadFailed',
  'MirrorIncomplete',
  'MirrorUnavailable',
  'ModulesUnavailable',
  'NotPublished',
  'ToolsMissing',
]);

/** What is put together here out of what is in the cache. */
const packed = new Set<Recipe['type']>(['root-archive', 'image-archive']);

/** Takes the artifacts from the first source that has all of them, or from the one that was named. */
export async function obtainArtifacts(options: ObtainOptions): Promise<Obtained> {
  const { sources, named, io } = options;
  if (named === undefined) {
    const ready = await findBuilt(options);
    if (ready) return ready;
  }
  const refused: { readonly name: SourceName; readonly error: BuildError }[] = [];
  for (const source of sources) {
    try {
      const plan = await source.plan();
      if (named === undefined) await source.probe();
      const reason = [
        named ?? source.because,
        ...refused.map(({ name, error }) => `not ${name}: ${error.message.replace(/\.$/, '')}`),
      ];
      const chosen = { name: source.name, reason: reason.join('; ') };
      tell(io, chosen);
      const artifacts = await runBuild({ ...options, plan, access: source.access, results: options.results(plan) });
      return { artifacts, keys: plan.steps.map(({ key }) => key), source: chosen };
    } catch (error) {
      if (named !== undefined || !(error instanceof BuildError) || !lacking.has(error.code)) throw error;
      io.log(`${source.name} cannot be used: ${error.message}`);
      refused.push({ name: source.name, error });
    }
  }
  throw nothingLeft(refused);
}

/** Where nothing is missing but the writing of archives, an earlier build left everything that needs network or tools. */
async function findBuilt(options: ObtainOptions): Promise<Obtained | undefined> {
  for (const source of options.sources.filter(({ name }) => name !== 'Mirror')) {
    // A source that has no plan here is told of where it is tried.
    const plan = await source.plan().catch(() => undefined);
    if (plan === undefined) continue;
    const results = options.results(plan);
    const { missing } = await lookUp({ plan, results, cache: options.cache });
    if (missing.every(({ recipe }) => packed.has(recipe.type))) {
      const artifacts = await runBuild({ ...options, plan, access: source.access, results });
      const keys = plan.steps.map(({ key }) => key);
      return { artifacts, keys, source: { name: source.name, reason: 'the cache has what an earlier build made' } };
    }
  }
  return undefined;
}

function tell(io: TaskIo, { name, reason }: Obtained['source']): void {
  io.log(`artifacts come from ${name}: ${reason}`);
  io.progress({ message: `artifacts come from ${name}: ${reason}` });
}

/** Whoever can make nothing here, as in a Pod, takes what was made elsewhere. */
const mirrorCure =
  'Where they can be had, fill a mirror with "slipway image mirror RELEASE --to DIRECTORY" of the same version, and name it in spec.artifacts of the Provider.';

function nothingLeft(refused: readonly { readonly name: SourceName; readonly error: BuildError }[]): BuildError {
  const [only] = refused;
  if (only && refused.length === 1) return only.error;
  return new BuildError(
    'NoSource',
    `The artifacts of the image cannot be had. ${refused.map(({ name, error }) => `${name}: ${error.message}`).join(' ')} ${mirrorCure}`,
    { retryable: refused.some(({ error }) => error.retryable) },
  );
}
