import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeImageLayout } from '../oci/image-layout.ts';
import type { ImageSystemRecipe } from '../recipes/recipe.ts';
import { importLayout } from './import-layout.ts';
import { installedVersions } from './installed-versions.ts';
import { partSources } from './part-sources.ts';
import { startPrivateContainerd } from './private-containerd.ts';
import { runCommand } from './run-command.ts';
import type { StepContext, StepFacts } from './step-context.ts';
import { systemScript } from './system-script.ts';

const reference = 'slipway.dev/build/system:base';

/** Makes `system.tar` out of a copied image and the Debian packages that it lacks. */
export async function buildImageSystem(recipe: ImageSystemRecipe, context: StepContext): Promise<StepFacts> {
  const { signal, log } = context;
  const folder = join(context.workFolder, 'system');
  await rm(folder, { recursive: true, force: true });
  const [root, layout, status] = [join(folder, 'root'), join(folder, 'layout'), join(folder, 'status')];
  await mkdir(root, { recursive: true });
  const sources = partSources(context);
  const target = await writeImageLayout(layout);
  await target.addCopy({ reference, archive: sources.stepFile(recipe.image, 'image.tar'), signal });
  await target.finish();
  const programs = sources.stepFile('containerd', '');
  const containerd = await startPrivateContainerd({ programs, root: join(folder, 'containerd'), signal, log });
  let lines = 0;
  try {
    context.progress(0.05, `unpacking the base system of ${recipe.name}`);
    await importLayout(containerd, layout);
    const result = join(context.outputFolder, 'system.tar');
    const places = [root, join(programs, 'ctr'), containerd.address, reference, result, status];
    await runCommand([...containerd.enter, 'sh', '-c', systemScript, 'sh', ...places, ...recipe.packages], {
      signal,
      onLine(line) {
        lines += 1;
        log(line);
        context.progress(Math.min(0.95, 0.1 + lines / 400), `installing Debian packages for ${recipe.name}`);
      },
    });
  } finally {
    await containerd.stop();
  }
  const packages = installedVersions(await readFile(status, 'utf8'), recipe.packages);
  await rm(folder, { recursive: true, force: true });
  return { packages };
}
