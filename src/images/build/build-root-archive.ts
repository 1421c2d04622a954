import { join } from 'node:path';
import { addParts } from '../archive/add-parts.ts';
import { writeArchive } from '../archive/archive-writer.ts';
import type { RootArchiveRecipe } from '../recipes/recipe.ts';
import { archiveContents } from './archive-contents.ts';
import { partSources } from './part-sources.ts';
import type { StepContext, StepFacts } from './step-context.ts';

/** Writes a root file system as `<name>.tar` and lists what is in it. */
export async function buildRootArchive(recipe: RootArchiveRecipe, context: StepContext): Promise<StepFacts> {
  const writer = writeArchive(join(context.outputFolder, `${recipe.name}.tar`));
  context.progress(0, `packing the ${recipe.name} image`);
  await addParts(writer, recipe.parts, partSources(context));
  await writer.finish();
  const files = new Map<string, Set<string>>();
  for (const part of recipe.parts) {
    if ('step' in part) {
      files.set(part.step, (files.get(part.step) ?? new Set()).add(part.file));
    }
  }
  const needs = [...files.keys()].flatMap((step) => {
    const artifact = context.needs.get(step);
    return artifact ? [[step, artifact] as const] : [];
  });
  return { contents: archiveContents(needs, files) };
}
