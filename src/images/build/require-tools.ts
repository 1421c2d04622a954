import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { TaskIo } from '#capabilities/task-worker.ts';
import { BuildError } from '../build-error.ts';
import type { BuildStep } from '../plan/build-plan.ts';
import type { Recipe } from '../recipes/recipe.ts';
import { goCure } from './go-cure.ts';
import { onPath } from './on-path.ts';
import { runCommand } from './run-command.ts';

interface Tool {
  readonly name: string;
  /** Debian package that has it; undefined when Debian's is not the one to take. */
  readonly package?: string;
  readonly cure?: string;
  isThere(): Promise<boolean>;
}

const goTool: Tool = {
  name: 'go',
  cure: goCure,
  isThere: () => onPath('go'),
};

function debianTool(name: string, from: string): Tool {
  return { name, package: from, isThere: () => onPath(name) };
}

const toolsOf: Record<Recipe['type'], readonly Tool[]> = {
  'go-programs': [goTool],
  'c-program': [
    debianTool('gcc', 'gcc'),
    { name: 'the static C library', package: 'libc6-dev', isThere: hasStaticLibrary },
  ],
  'debian-system': [
    debianTool('mmdebstrap', 'mmdebstrap'),
    debianTool('unshare', 'util-linux'),
    { name: "Debian's signing keys", package: 'debian-archive-keyring', isThere: hasKeyring },
  ],
  downloads: [],
  mirrored: [],
  'image-copy': [debianTool('skopeo', 'skopeo'), debianTool('tar', 'tar')],
  'image-system': [debianTool('tar', 'tar'), debianTool('unshare', 'util-linux')],
  'image-store': [debianTool('tar', 'tar'), debianTool('unshare', 'util-linux')],
  'root-archive': [],
};

const rootTypes = new Set<Recipe['type']>(['debian-system', 'image-system', 'image-store']);

export interface RequireToolsOptions {
  readonly installPackages: boolean;
  readonly io: TaskIo;
}

/** Sees that everything the steps use is there; installs Debian packages when it may; otherwise names all that is missing and how to get it. */
export async function requireTools(steps: readonly BuildStep[], options: RequireToolsOptions): Promise<void> {
  const tools = [
    ...new Map(steps.flatMap((step) => toolsOf[step.recipe.type]).map((tool) => [tool.name, tool])).values(),
  ];
  let missing = await missingOf(tools);
  const packages = missing.flatMap((tool) => tool.package ?? []);
  const isRoot = process.geteuid?.() === 0;
  if (packages.length > 0 && options.installPackages && isRoot && (await onPath('apt-get'))) {
    await installPackages(packages, options.io);
    missing = await missingOf(missing);
  }
  const problems = missing.map(
    (tool) => `${tool.name} is missing: ${tool.cure ?? `run "apt-get install ${tool.package}"`}`,
  );
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

async function missingOf(tools: readonly Tool[]): Promise<Tool[]> {
  const there = await Promise.all(tools.map((tool) => tool.isThere()));
  return tools.filter((_, index) => !there[index]);
}

async function installPackages(packages: readonly string[], io: TaskIo): Promise<void> {
  const options = { signal: io.signal, onLine: io.log, environment: { DEBIAN_FRONTEND: 'noninteractive' } };
  io.progress({ message: `installing the Debian packages ${packages.join(', ')}` });
  await runCommand(['apt-get', 'update', '-q'], options);
  await runCommand(['apt-get', 'install', '-q', '-y', '--no-install-recommends', ...packages], options);
}

async function hasStaticLibrary(): Promise<boolean> {
  const places = await readdir('/usr/lib').catch(() => []);
  return (await Promise.all(places.map((place) => exists(join('/usr/lib', place, 'libc.a'))))).some(Boolean);
}

function hasKeyring(): Promise<boolean> {
  return exists('/usr/share/keyrings/debian-archive-keyring.gpg');
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
