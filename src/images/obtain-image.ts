import { dirname, join } from 'node:path';
import type { TaskIo } from '#capabilities/task-worker.ts';
import { ownArchitecture } from './architecture.ts';
import { placeInput } from './build/place-input.ts';
import { readEnabledUnits } from './build/read-enabled-units.ts';
import { readTree } from './build/read-tree.ts';
import { BuildError } from './build-error.ts';
import { imageRecipes } from './image-recipes.ts';
import type { ImageTaskInput } from './image-task-input.ts';
import { officialRecipes } from './official-recipes.ts';
import type { MachineImageInput } from './recipes/machine-image.ts';
import type { Recipe } from './recipes/recipe.ts';
import type { Obtained } from './sources/obtain-artifacts.ts';
import { obtainRecipes } from './sources/obtain-recipes.ts';

export interface ObtainedImage extends Obtained {
  /** How the image is built from sources, whatever it was made of. */
  readonly recipes: readonly Recipe[];
}

/** Sees that artifacts of an image are in the cache; `results` says which, by the recipes for building from sources. */
export async function obtainImage(
  input: ImageTaskInput,
  io: TaskIo,
  results: (recipes: readonly Recipe[]) => readonly string[],
): Promise<ObtainedImage> {
  requireArchitecture(input);
  const { architecture, artifacts, cache, components, installPackages } = input;
  const inputs = new Map<string, string>();
  const recipes = await recipesOf(input, inputs);
  const obtained = await obtainRecipes(
    {
      architecture,
      cache,
      recipes: { source: recipes.source, official: (system) => recipes.official({ architecture, components, system }) },
      results: results(recipes.source),
      inputs,
      ...(artifacts === undefined ? {} : { artifacts }),
      installPackages: installPackages ?? false,
    },
    io,
  );
  return { ...obtained, recipes: recipes.source };
}

interface ImageRecipes {
  readonly source: readonly Recipe[];
  official(input: Parameters<typeof officialRecipes.endpoint>[0]): readonly Recipe[];
}

async function recipesOf(input: ImageTaskInput, inputs: Map<string, string>): Promise<ImageRecipes> {
  if (input.purpose === 'endpoint') return { source: imageRecipes.endpoint(), official: officialRecipes.endpoint };
  const machine = await machineInput(input, inputs);
  return {
    source: imageRecipes.machine(machine),
    official: (official) => officialRecipes.machine(official, machine),
  };
}

async function machineInput(input: ImageTaskInput, inputs: Map<string, string>): Promise<MachineImageInput> {
  const { node = '', hostBundle = '', hostRootfs = '', machineRootfs = '' } = input;
  const place = (file: string) => placeInput(file, inputs);
  const [nodeDigest, bundleDigest] = await Promise.all([place(node), place(hostBundle)]);
  return {
    components: input.components,
    node: nodeDigest,
    hostBundle: bundleDigest,
    trees: [await readTree(machineRootfs, inputs), await readTree(hostRootfs, inputs)],
    enabledUnits: [
      { unit: 'containerd.service', wantedBy: 'multi-user.target' },
      { unit: 'kubelet.service', wantedBy: 'multi-user.target' },
      ...(await readEnabledUnits(join(dirname(hostRootfs), 'rootfs-enable.json'))),
    ],
  };
}

/**
 * Programs of a machine are run while its image is made: Debian's packages configure themselves, containerd fills the
 * image store. An endpoint is only put together.
 */
function requireArchitecture({ architecture, purpose }: ImageTaskInput): void {
  const own = ownArchitecture() ?? process.arch;
  if (architecture === own || purpose === 'endpoint') return;
  throw new BuildError(
    'ForeignArchitecture',
    `A machine image for ${architecture} cannot be made on ${own}, since programs of it are run meanwhile. Build it on a machine of that architecture.`,
    { retryable: false },
  );
}
