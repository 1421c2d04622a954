import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CProgramRecipe } from '../recipes/recipe.ts';
import { runCommand } from './run-command.ts';
import type { StepContext, StepFacts } from './step-context.ts';

/** Compiles one static program. */
export async function buildCProgram(recipe: CProgramRecipe, context: StepContext): Promise<StepFacts> {
  const source = join(context.workFolder, `${recipe.name}.c`);
  await writeFile(source, recipe.source);
  await runCommand(['gcc', '-O2', '-Wall', '-static', '-s', '-o', join(context.outputFolder, recipe.name), source], {
    signal: context.signal,
    onLine: context.log,
  });
  return { version: recipe.version };
}
