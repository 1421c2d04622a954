import { basename, join } from 'node:path';
import type { ManagerImage } from '#capabilities/manager-images.ts';
import type { TaskIo } from '#capabilities/task-worker.ts';
import { ownArchitecture } from './architecture.ts';
import { placeInput } from './build/place-input.ts';
import { readTree } from './build/read-tree.ts';
import { BuildError } from './build-error.ts';
import { imageRecipes } from './image-recipes.ts';
import type { WrittenImage } from './oci/image-layout.ts';
import { officialRecipes } from './official-recipes.ts';
import type { Components } from './recipes/components.ts';
import type { ManagerImageInput } from './recipes/manager-image.ts';
import { obtainRecipes } from './sources/obtain-recipes.ts';

export interface ManagerImageRequest {
  /** Slipway's own. */
  readonly version: string;
  /** The directories of the installation and of the bundle; the Node program. All absolute. */
  readonly root: string;
  readonly bundle: string;
  readonly node: string;
  /** The cache's directory. */
  readonly cache: string;
  /** Of a release: which containerd unpacks a published base system. */
  readonly components: Components;
  readonly installPackages: boolean;
}

/** What machine images are made from besides artifacts: the manager makes them wherever it runs. */
const installed = ['src/host/rootfs', 'src/host/rootfs-enable.json', 'src/images/machine/rootfs'];

/** Makes the image of the manager that runs this, or finds it in the cache. Rejects with a BuildError. */
export async function obtainManagerImage(request: ManagerImageRequest, io: TaskIo): Promise<ManagerImage> {
  const { cache, components, installPackages } = request;
  const architecture = ownArchitecture();
  if (architecture === undefined) {
    throw new BuildError('ForeignArchitecture', `There is no manager's image for ${process.arch}.`, {
      retryable: false,
    });
  }
  const inputs = new Map<string, string>();
  const manager = await managerInput(request, inputs);
  const recipes = {
    source: imageRecipes.manager(manager),
    official: (system: string) => officialRecipes.manager({ architecture, components, system }, manager),
  };
  const wanted = { architecture, cache, recipes, results: ['manager'], inputs, installPackages };
  const { artifacts } = await obtainRecipes(wanted, io);
  const artifact = artifacts.get('manager');
  const archive = artifact?.files.find(({ name }) => name === 'manager.tar');
  if (artifact === undefined || archive === undefined) {
    throw new BuildError('ArchiveMissing', `The build ended without manager.tar. Remove ${cache} and try again.`, {
      retryable: true,
    });
  }
  const { reference, digest } = artifact.facts['image'] as WrittenImage;
  return { reference, digest, archive: join(artifact.folder, archive.name), sizeBytes: archive.sizeBytes };
}

async function managerInput(
  { version, root, bundle, node }: ManagerImageRequest,
  inputs: Map<string, string>,
): Promise<ManagerImageInput> {
  const place = (file: string) => placeInput(file, inputs);
  const build = basename(bundle);
  // Node keeps what it compiled beside the bundle: that is this machine's.
  const parts = (await readTree(bundle, inputs)).filter(({ path }) => !path.startsWith('compiled/'));
  const files = parts.map((entry) => ({ ...entry, path: `dist/builds/${build}/${entry.path}` }));
  for (const path of installed) {
    const from = join(root, path);
    if (path.endsWith('.json')) files.push({ path, digest: await place(from), mode: 0o644 });
    else files.push(...(await readTree(from, inputs)).map((entry) => ({ ...entry, path: `${path}/${entry.path}` })));
  }
  return { version, build, node: await place(node), files };
}
