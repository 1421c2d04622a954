import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeArchive } from '../archive/archive-writer.ts';
import { openArtifactCache } from '../cache/artifact-cache.ts';
import { chooseGo } from '../go/choose-go.ts';
import { imageRecipes } from '../image-recipes.ts';
import type { ImageTaskInput } from '../image-task-input.ts';
import { type BuildStep, buildPlan } from '../plan/build-plan.ts';
import { components } from './components.ts';

/** An image task as the manager gives it, in a folder of its own, with tiny files of this machine. */
export async function tinyImageTask(folder: string, cache: string): Promise<ImageTaskInput> {
  const [hostRootfs, machineRootfs] = [join(folder, 'host'), join(folder, 'machine')];
  await mkdir(hostRootfs, { recursive: true });
  await mkdir(machineRootfs, { recursive: true });
  const [hostBundle, node] = [join(folder, 'host.mjs'), join(folder, 'node')];
  await writeFile(hostBundle, 'the host utility');
  await writeFile(node, 'the runtime');
  await writeFile(join(machineRootfs, 'entrypoint'), '#!/bin/sh\n', { mode: 0o755 });
  const architecture = process.arch === 'arm64' ? 'arm64' : 'amd64';
  return {
    kind: 'image',
    purpose: 'machine',
    architecture,
    components,
    cache,
    hostBundle,
    hostRootfs,
    machineRootfs,
    node,
  };
}

/** Fills a cache as a build from sources would, each program a few bytes, each system one file. */
export async function fillTinyCache({ cache: root, architecture }: ImageTaskInput): Promise<void> {
  const cache = await openArtifactCache(root);
  const { version } = await chooseGo(root, new AbortController().signal);
  const machine = { components, node: '', hostBundle: '', trees: [], enabledUnits: [] };
  for (const recipes of [imageRecipes.machine(machine), imageRecipes.endpoint()]) {
    const { steps } = buildPlan({ architecture, goVersion: version, recipes });
    for (const step of steps.filter(({ recipe }) => recipe.type !== 'root-archive')) {
      await cache.make(step.key, (output) => makeTiny(step, output));
    }
  }
}

async function makeTiny({ recipe }: BuildStep, output: string): Promise<{ readonly [name: string]: unknown }> {
  switch (recipe.type) {
    case 'go-programs':
      for (const { name } of recipe.programs)
        await writeFile(join(output, name), `${name} `.repeat(5_000), { mode: 0o755 });
      return { version: recipe.version };
    case 'debian-system':
      await tinyArchive(join(output, 'system.tar'), `etc/${recipe.name}`);
      return { packages: { haproxy: '3.0.11-1', systemd: '257' } };
    case 'image-store':
      await tinyArchive(join(output, 'store.tar'), 'metadata');
      return { images: recipe.images.map(({ reference }) => ({ reference, digest: 'sha256:0', id: 'sha256:1' })) };
    default:
      await writeFile(join(output, recipe.name), recipe.name);
      return {};
  }
}

async function tinyArchive(file: string, path: string): Promise<void> {
  const writer = writeArchive(file);
  await writer.addText(path, path, 0o644);
  await writer.finish();
}
