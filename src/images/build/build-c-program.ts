import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CProgramRecipe } from '../recipes/recipe.ts';
import { cCompiler } from './c-compiler.ts';
import { requireMachine } from './require-machine.ts';
import { runCommand } from './run-command.ts';
import type { StepContext, StepFacts } from './step-context.ts';

/** Compiles one static program. */
export async function buildCProgram(recipe: CProgramRecipe, context: StepContext): Promise<StepFacts> {
  const { architecture, outputFolder, signal, workFolder } = context;
  const source = join(workFolder, `${recipe.name}.c`);
  const program = join(outputFolder, recipe.name);
  await writeFile(source, recipe.source);
  await runCommand([cCompiler(architecture).program, '-O2', '-Wall', '-static', '-s', '-o', program, source], {
    signal,
    onLine: context.log,
  });
  await requireMachine([program], architecture);
  return { version: recipe.version, architecture };
}
