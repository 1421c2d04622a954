import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BuildError } from '../build-error.ts';
import { compareGoVersions } from '../go/compare-go-versions.ts';
import type { GoCompiler } from '../go/go-compiler.ts';
import type { GoProgramsRecipe } from '../recipes/recipe.ts';
import { runCommand } from './run-command.ts';
import { wrapperModule } from './wrapper-module.ts';

export interface GoWorkspace {
  readonly directory: string;
  /** The compiler to run. */
  readonly program: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Number of packages the programs are compiled from. */
  readonly packages: number;
}

export interface GoWorkspaceOptions {
  readonly directory: string;
  readonly compiler: GoCompiler;
  readonly architecture: string;
  readonly signal: AbortSignal;
  log(line: string): void;
}

/**
 * Writes a wrapper module that requires the recipe's modules and downloads everything its programs need, checked
 * against the checksum database. A wrapper is needed because Go refuses to install modules that have replacements.
 */
export async function prepareGoWorkspace(recipe: GoProgramsRecipe, options: GoWorkspaceOptions): Promise<GoWorkspace> {
  const { compiler, directory, signal, log } = options;
  const environment = {
    ...compiler.environment,
    CGO_ENABLED: '0',
    GOOS: 'linux',
    GOARCH: options.architecture,
    GOFLAGS: '-mod=mod',
    GOWORK: 'off',
  };
  await mkdir(directory, { recursive: true });
  const go = (args: readonly string[]) =>
    runCommand([compiler.program, ...args], { directory, environment, signal, capture: true, onLine: log }).catch(
      (error: unknown) => {
        signal.throwIfAborted();
        const text = error instanceof Error ? error.message : String(error);
        throw new BuildError(
          'ModulesUnavailable',
          `The Go modules of ${recipe.name} ${recipe.version} could not be fetched: ${text} Check that the Go module proxy (GOPROXY) can be reached.`,
          {
            retryable: true,
            cause: error,
          },
        );
      },
    );
  await writeFile(join(directory, 'go.mod'), 'module slipway.dev/build\n');
  const modules = recipe.modules.map((module) => `${module.path}@${module.version}`);
  const downloaded = parseObjects(await go(['mod', 'download', '-json', ...modules]));
  const files = await Promise.all(
    downloaded.map(async (module) => [module.Path, await readFile(module.GoMod, 'utf8')] as const),
  );
  const wrapper = wrapperModule(recipe, new Map(files));
  requireCompiler(recipe, wrapper, compiler);
  await writeFile(join(directory, 'go.mod'), wrapper);
  const packages = recipe.programs.map((program) => program.package);
  const listed = await go(['list', '-deps', '-f', '{{.ImportPath}}', ...packages]);
  return { directory, program: compiler.program, environment, packages: listed.trim().split('\n').length };
}

/** Go itself would say so too, but as if the modules could not be fetched. */
function requireCompiler(recipe: GoProgramsRecipe, wrapper: string, { version }: GoCompiler): void {
  const asked = `go${/^go (\S+)/m.exec(wrapper)?.[1] ?? ''}`;
  if (compareGoVersions(version, asked) >= 0) return;
  throw new BuildError(
    'CompilerTooOld',
    `${recipe.name} ${recipe.version} asks for ${asked}, and this is ${version}. Install ${asked} or newer and put it on the PATH of the manager.`,
    { retryable: false },
  );
}

interface DownloadedModule {
  readonly Path: string;
  readonly GoMod: string;
}

function parseObjects(text: string): DownloadedModule[] {
  return text
    .split(/^(?=\{)/m)
    .filter((piece) => piece.trim() !== '')
    .map((piece) => JSON.parse(piece) as DownloadedModule);
}
