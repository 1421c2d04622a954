import { chmod, link, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BuildError } from '../build-error.ts';
import type { MirroredRecipe } from '../recipes/recipe.ts';
import type { Access } from './access.ts';
import { fetchedText } from './fetched-text.ts';
import type { StepContext, StepFacts } from './step-context.ts';

/** Takes an artifact out of the mirror. */
export async function buildMirrored(recipe: MirroredRecipe, access: Access, context: StepContext): Promise<StepFacts> {
  if (access.mirror === undefined) {
    throw new BuildError('PlanIncomplete', `No mirror was given to take ${recipe.name} from.`, { retryable: false });
  }
  const total = recipe.files.reduce((sum, file) => sum + file.sizeBytes, 0);
  let before = 0;
  for (const file of recipe.files) {
    const place = join(context.workFolder, file.name);
    await access.mirror.take(file, {
      to: place,
      signal: context.signal,
      log: context.log,
      onBytes: (done) =>
        context.progress(
          (before + done) / total,
          `fetching ${[recipe.name, recipe.version].join(' ').trim()} from the mirror: ${fetchedText(before + done, total)}`,
        ),
    });
    before += file.sizeBytes;
    const target = join(context.outputFolder, file.name);
    await rm(target, { force: true });
    await link(place, target);
    await chmod(target, 0o755);
  }
  return recipe.facts;
}
