import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BuildError } from '../build-error.ts';
import type { GoProgramsRecipe } from '../recipes/recipe.ts';
import { runCommand } from './run-command.ts';
import { wrapperModule } from './wrapper-module.ts';

export interface GoWorkspace {
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Number of packages the programs are compiled from. */
  readonly packages: number;
}

export interface GoWorkspaceOptions {
  readonly directory: string;
  readonly architecture: string;
  readonly signal: AbortSignal;
  log(line: string): void;
}

/**
 * Writes a wrapper module that requires the recipe's modules and downloads everything its programs need, checked
 * against the checksum database. A wrapper is needed because Go refuses to install modules that have replacements.
 */
export async function prepareGoWorkspace(recipe: GoProgramsRecipe, options: GoWorkspaceOptions): Promise<GoWorkspace> {
  const { directory, signal, log } = options;
  const environment = {
    CGO_ENABLED: '0',
    GOOS: 'linux',
    GOARCH: options.architecture,
    GOFLAGS: '-mod=mod',
    GOWORK: 'off',
  };
  await mkdir(directory, { recursive: true });
  const go = (args: readonly string[]) =>
    runCommand(['go', ...args], { directory, environment, signal, capture: true, onLine: log }).catch(
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
  await writeFile(join(directory, 'go.mod'), wrapperModule(recipe, new Map(files)));
  const packages = recipe.programs.map((program) => program.package);
  const listed = await go(['list', '-deps', '-f', '{{.ImportPath}}', ...packages]);
  return { directory, environment, packages: listed.trim().split('\n').length };
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
