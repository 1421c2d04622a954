import type { TaskIo } from '#capabilities/task-worker.ts';
import type { Architecture } from '../architecture.ts';
import { BuildError } from '../build-error.ts';
import type { BuildStep } from '../plan/build-plan.ts';
import type { Recipe } from '../recipes/recipe.ts';
import { buildTools } from './build-tools.ts';
import { onPath } from './on-path.ts';
import { runCommand } from './run-command.ts';

const rootTypes = new Set<Recipe['type']>(['debian-system', 'image-system', 'image-store']);

export interface RequireToolsOptions {
  /** What is built for. */
  readonly architecture: Architecture;
  readonly installPackages: boolean;
  readonly io: TaskIo;
}

/** Sees that everything the steps use is there; installs Debian packages when it may; otherwise names all that is missing and how to get it. */
export async function requireTools(steps: readonly BuildStep[], options: RequireToolsOptions): Promise<void> {
  let missing = await buildTools.missing(
    buildTools.of(
      steps.map(({ recipe }) => recipe.type),
      options.architecture,
    ),
  );
  const packages = missing.map((tool) => tool.package);
  const isRoot = process.geteuid?.() === 0;
  if (packages.length > 0 && options.installPackages && isRoot && (await onPath('apt-get'))) {
    await installPackages(packages, options.io);
    missing = await buildTools.missing(missing);
  }
  const problems = missing.map((tool) => `${tool.name} is missing: ${buildTools.cure(tool)}`);
  const needsRoot = steps.some(({ recipe }) => rootTypes.has(recipe.type));
  if (needsRoot && !isRoot) {
    problems.push('root is needed to make root file systems and to unpack images: run the manager as root');
  }
  if (problems.length > 0) {
    throw new BuildError('ToolsMissing', `The image cannot be built here. ${problems.join('; ')}.`, {
      retryable: false,
    });
  }
}

async function installPackages(packages: readonly string[], io: TaskIo): Promise<void> {
  const options = { signal: io.signal, onLine: io.log, environment: { DEBIAN_FRONTEND: 'noninteractive' } };
  io.progress({ message: `installing the Debian packages ${packages.join(', ')}` });
  await runCommand(['apt-get', 'update', '-q'], options);
  await runCommand(['apt-get', 'install', '-q', '-y', '--no-install-recommends', ...packages], options);
}
