import { dirname, join } from 'node:path';
import type { TaskIo } from '#capabilities/task-worker.ts';
import type { TaskInput } from '#capabilities/tasks.ts';
import type { ContentEntry } from './build/archive-contents.ts';
import { goVersion } from './build/go-version.ts';
import { readDurations, writeDurations } from './build/durations.ts';
import { readEnabledUnits } from './build/read-enabled-units.ts';
import { readTree } from './build/read-tree.ts';
import { requireTools } from './build/require-tools.ts';
import { runBuild } from './build/run-build.ts';
import { BuildError } from './build-error.ts';
import { type Artifact, openArtifactCache } from './cache/artifact-cache.ts';
import { fileDigest } from './cache/file-digest.ts';
import { imageRecipes } from './image-recipes.ts';
import { type ImageTaskInput, parseImageTaskInput } from './image-task-input.ts';
import { buildPlan } from './plan/build-plan.ts';
import type { MachineImageInput } from './recipes/machine-image.ts';
import type { Recipe } from './recipes/recipe.ts';

export interface ImageTaskResult {
  readonly [name: string]: unknown;
  /** A tar of the root file system. */
  readonly archive: string;
  /** `sha256:…` of the archive. */
  readonly digest: string;
  readonly sizeBytes: number;
  readonly contents: readonly ContentEntry[];
  /** The kubectl of the same release, for use on this machine; for machine images only. */
  readonly kubectl?: string;
}

/**
 * Builds a machine or endpoint image, or finds it in the cache.
 * Rejects with a BuildError; what was finished before stays in the cache and is not done again.
 */
export async function runImageTask(task: TaskInput, io: TaskIo): Promise<ImageTaskResult> {
  const input = parseImageTaskInput(task);
  requireArchitecture(input);
  const cache = await openArtifactCache(input.cache);
  const durations = await readDurations(input.cache);
  const inputs = new Map<string, string>();
  const recipes =
    input.purpose === 'machine' ? imageRecipes.machine(await machineInput(input, inputs)) : imageRecipes.endpoint();
  const plan = buildPlan({ architecture: input.architecture, goVersion: await compilerVersion(recipes, io), recipes });
  const artifacts = await runBuild({
    plan,
    results: input.purpose === 'machine' ? ['machine', 'kubernetes'] : ['endpoint'],
    cache,
    architecture: input.architecture,
    inputs,
    durations,
    prepare: (missing) => requireTools(missing, { installPackages: input.installPackages ?? false, io }),
    io,
  });
  await writeDurations(input.cache, durations);
  return resultOf(input, artifacts);
}

async function machineInput(input: ImageTaskInput, inputs: Map<string, string>): Promise<MachineImageInput> {
  const { node = '', hostBundle = '', hostRootfs = '', machineRootfs = '' } = input;
  const place = async (file: string) => {
    const digest = await fileDigest(file);
    inputs.set(digest, file);
    return digest;
  };
  const [nodeDigest, bundleDigest] = await Promise.all([place(node), place(hostBundle)]);
  return {
    components: input.components,
    node: nodeDigest,
    hostBundle: bundleDigest,
    trees: [await readTree(machineRootfs, inputs), await readTree(hostRootfs, inputs)],
    enabledUnits: [
      { unit: 'containerd.service', wantedBy: 'multi-user.target' },
      { unit: 'kubelet.service', wantedBy: 'multi-user.target' },
      ...(await readEnabledUnits(join(dirname(hostRootfs), 'rootfs-enable.json'))),
    ],
  };
}

async function compilerVersion(recipes: readonly Recipe[], io: TaskIo): Promise<string> {
  return recipes.some((recipe) => recipe.type === 'go-programs') ? goVersion(io.signal) : '';
}

function resultOf(input: ImageTaskInput, artifacts: ReadonlyMap<string, Artifact>): ImageTaskResult {
  const image = artifacts.get(input.purpose);
  const archive = image?.files.find((file) => file.name === `${input.purpose}.tar`);
  if (image === undefined || archive === undefined) {
    throw new BuildError(
      'ArchiveMissing',
      `The build ended without ${input.purpose}.tar. Remove ${input.cache} and try again.`,
      { retryable: true },
    );
  }
  const contents = image.facts['contents'] as readonly ContentEntry[];
  requireHaproxy(input, contents);
  const kubernetes = artifacts.get('kubernetes');
  return {
    archive: join(image.folder, archive.name),
    digest: archive.digest,
    sizeBytes: archive.sizeBytes,
    contents,
    ...(kubernetes ? { kubectl: join(kubernetes.folder, 'kubectl') } : {}),
  };
}

/** Debian decides which HAProxy its release has; a bundle that names another one is not what was built. */
function requireHaproxy(input: ImageTaskInput, contents: readonly ContentEntry[]): void {
  const wanted = input.components.haproxy;
  const found = contents.find((entry) => entry.name === 'haproxy')?.version;
  if (input.purpose === 'endpoint' && found !== wanted && !found?.startsWith(`${wanted}.`)) {
    throw new BuildError(
      'VersionUnavailable',
      `The release names HAProxy ${wanted}, Debian has ${found ?? 'none'}. Change components.haproxy of the PlatformRelease.`,
      {
        retryable: false,
      },
    );
  }
}

/** The programs of an image are run while it is made: to install packages and to fill the image store. */
function requireArchitecture({ architecture }: ImageTaskInput): void {
  const own = process.arch === 'x64' ? 'amd64' : process.arch;
  if (architecture !== own) {
    throw new BuildError(
      'ForeignArchitecture',
      `An image for ${architecture} cannot be built on ${own}. Build it on a machine of that architecture.`,
      { retryable: false },
    );
  }
}
