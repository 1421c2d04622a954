import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { addParts } from '../archive/add-parts.ts';
import { writeArchive } from '../archive/archive-writer.ts';
import { writeImageLayout } from '../oci/image-layout.ts';
import type { ImageArchiveRecipe } from '../recipes/recipe.ts';
import { partSources } from './part-sources.ts';
import { readTree } from './read-tree.ts';
import type { StepContext, StepFacts } from './step-context.ts';

/** Makes a container image and writes its OCI layout as `<name>.tar`; says what it is called and its digest. */
export async function buildImageArchive(recipe: ImageArchiveRecipe, context: StepContext): Promise<StepFacts> {
  const { reference, parts, entrypoint, user, environment = [] } = recipe.image;
  const folder = join(context.workFolder, 'image');
  await rm(folder, { recursive: true, force: true });
  const layout = join(folder, 'layout');
  await mkdir(layout, { recursive: true });
  context.progress(0, `writing the image ${reference}`);
  const file = join(folder, 'layer.tar');
  const writer = writeArchive(file);
  await addParts(writer, parts, partSources(context));
  const layer = { file, ...(await writer.finish()) };
  const target = await writeImageLayout(layout);
  const { architecture } = context;
  const image = await target.add({ reference, entrypoint, user, environment, architecture, layer });
  await target.finish();
  context.progress(0.6, `packing the image ${reference}`);
  await packLayout(layout, join(context.outputFolder, `${recipe.name}.tar`));
  await rm(folder, { recursive: true, force: true });
  return { image };
}

async function packLayout(layout: string, file: string): Promise<void> {
  const places = new Map<string, string>();
  const archive = writeArchive(file);
  for (const entry of await readTree(layout, places)) {
    if ('digest' in entry) await archive.addFile(entry.path, { file: join(layout, entry.path), mode: 0o644 });
  }
  await archive.finish();
}
