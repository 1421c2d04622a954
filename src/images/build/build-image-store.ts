import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { addParts } from '../archive/add-parts.ts';
import { writeArchive } from '../archive/archive-writer.ts';
import { type WrittenImage, writeImageLayout } from '../oci/image-layout.ts';
import type { ImageStoreRecipe } from '../recipes/recipe.ts';
import { importLayout } from './import-layout.ts';
import { partSources } from './part-sources.ts';
import { type PrivateContainerd, startPrivateContainerd } from './private-containerd.ts';
import { runCommand } from './run-command.ts';
import type { StepContext, StepFacts } from './step-context.ts';

/**
 * Makes the images, imports them into the store of a containerd of its own and packs that store as `store.tar`.
 * Snapshots are named by numbers relative to the store, so it works wherever it is laid.
 */
export async function buildImageStore(recipe: ImageStoreRecipe, context: StepContext): Promise<StepFacts> {
  const folder = join(context.workFolder, 'store');
  await rm(folder, { recursive: true, force: true });
  const layout = join(folder, 'layout');
  await mkdir(layout, { recursive: true });
  const images = await writeImages(recipe, { context, folder, layout });
  const root = join(folder, 'containerd');
  const containerd = await startPrivateContainerd({
    programs: partSources(context).stepFile('containerd', ''),
    root,
    signal: context.signal,
    log: context.log,
  });
  try {
    context.progress(0.4, 'importing the control-plane images into the image store');
    await importImages(containerd, { recipe, images, layout });
  } finally {
    await containerd.stop();
  }
  context.progress(0.7, 'packing the image store');
  await packStore(root, context);
  await rm(folder, { recursive: true, force: true });
  return { images };
}

interface ImagesPlace {
  readonly context: StepContext;
  readonly folder: string;
  readonly layout: string;
}

async function writeImages(
  recipe: ImageStoreRecipe,
  { context, folder, layout }: ImagesPlace,
): Promise<WrittenImage[]> {
  const target = await writeImageLayout(layout);
  const written: WrittenImage[] = [];
  for (const image of recipe.images) {
    context.progress((0.4 * written.length) / recipe.images.length, `writing the image ${image.reference}`);
    if (image.from === 'copy') {
      const archive = partSources(context).stepFile(image.step, 'image.tar');
      written.push(await target.addCopy({ reference: image.reference, archive, signal: context.signal }));
      continue;
    }
    const file = join(folder, 'layer.tar');
    const writer = writeArchive(file);
    await addParts(writer, image.parts, partSources(context));
    const layer = { file, ...(await writer.finish()) };
    const { reference, entrypoint, user } = image;
    written.push(await target.add({ reference, entrypoint, user, architecture: context.architecture, layer }));
  }
  await target.finish();
  return written;
}

interface ImportInput {
  readonly recipe: ImageStoreRecipe;
  readonly images: readonly WrittenImage[];
  readonly layout: string;
}

async function importImages(containerd: PrivateContainerd, { recipe, images, layout }: ImportInput): Promise<void> {
  await importLayout(containerd, layout);
  for (const image of images) {
    // The kubelet asks for images by their id as well; containerd would add this name on its first start.
    await containerd.ctr(['images', 'tag', image.reference, image.id]);
    await containerd.ctr(['images', 'label', image.id, 'io.cri-containerd.image=managed']);
    if (recipe.pinned.includes(image.reference)) {
      for (const name of [image.reference, image.id]) {
        await containerd.ctr(['images', 'label', name, 'io.cri-containerd.pinned=pinned']);
      }
    }
  }
  await containerd.ctr(['content', 'prune', 'references']);
}

async function packStore(root: string, context: StepContext): Promise<void> {
  const temporary = ['io.containerd.runtime.v2.task', 'tmpmounts'].map((name) => `--exclude=./${name}`);
  await runCommand(
    [
      'tar',
      '--create',
      '--format=posix',
      '--sort=name',
      '--numeric-owner',
      '--xattrs',
      '--xattrs-include=*',
      ...temporary,
      '--file',
      join(context.outputFolder, 'store.tar'),
      '--directory',
      root,
      '.',
    ],
    { signal: context.signal, onLine: context.log },
  );
}
