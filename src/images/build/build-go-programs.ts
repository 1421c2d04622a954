import { chmod, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { GoProgramsRecipe } from '../recipes/recipe.ts';
import type { GoWorkspace } from './prepare-go-workspace.ts';
import { requireMachine } from './require-machine.ts';
import { runCommand } from './run-command.ts';
import type { StepContext, StepFacts } from './step-context.ts';

/** Compiles all programs of a recipe in one call, so that Go shares packages and both cores stay busy. */
export async function buildGoPrograms(
  recipe: GoProgramsRecipe,
  workspace: GoWorkspace,
  context: StepContext,
): Promise<StepFacts> {
  const output = join(workspace.directory, 'out');
  await rm(output, { recursive: true, force: true });
  await mkdir(output);
  const values = recipe.linkerValues.map(({ symbol, value }) => `-X ${symbol}=${value}`);
  // The linker drops debug information (-s -w); not making it saves a tenth of the compiler's time.
  const flags = [
    '-trimpath',
    '-buildvcs=false',
    '-gcflags=all=-dwarf=false',
    `-ldflags=${['-s', '-w', ...values].join(' ')}`,
  ];
  let compiled = 0;
  await runCommand(
    [
      workspace.program,
      'build',
      '-v',
      ...flags,
      '-o',
      `${output}/`,
      ...recipe.programs.map((program) => program.package),
    ],
    {
      directory: workspace.directory,
      environment: workspace.environment,
      signal: context.signal,
      onLine(line) {
        context.log(line);
        compiled += 1;
        context.progress(
          compiled / workspace.packages,
          `compiling ${recipe.name} ${recipe.version}: ${compiled} of at most ${workspace.packages} packages`,
        );
      },
    },
  );
  for (const program of recipe.programs) {
    const built = join(output, executableName(program.package));
    await requireMachine([built], context.architecture);
    await chmod(built, 0o755);
    await rename(built, join(context.outputFolder, program.name));
  }
  return { version: recipe.version, architecture: context.architecture };
}

/** Go names a program after the last element of its path that is not a major version. */
function executableName(path: string): string {
  return path.split('/').findLast((element) => !/^v[0-9]+$/.test(element)) ?? path;
}
