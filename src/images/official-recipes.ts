import { debianSystems } from './recipes/debian-systems.ts';
import { endpointImage } from './recipes/endpoint-image.ts';
import { type MachineImageInput, machineImage } from './recipes/machine-image.ts';
import { imageCopy } from './recipes/image-copy.ts';
import { officialImages } from './recipes/official-images.ts';
import { officialPrograms } from './recipes/official-programs.ts';
import type { Components } from './recipes/components.ts';
import type { DebianSystemRecipe, Recipe } from './recipes/recipe.ts';

export interface OfficialInput {
  readonly architecture: string;
  readonly components: Components;
  /** The image that base systems start from. */
  readonly system: string;
}

const baseImage = 'base-image';

/** Everything a machine image is made of when it is taken as published. */
function machineRecipes(input: OfficialInput, machine: MachineImageInput): Recipe[] {
  const images = officialImages(input.components);
  return [
    ...officialPrograms(input.components, input.architecture),
    ...images.copies,
    imageCopy(baseImage, input.system),
    systemOf(debianSystems.machine),
    images.store,
    machineImage(machine),
  ];
}

/** The same for an endpoint image; containerd unpacks the base image. */
function endpointRecipes(input: OfficialInput): Recipe[] {
  const containerd = officialPrograms(input.components, input.architecture).filter(({ name }) => name === 'containerd');
  return [...containerd, imageCopy(baseImage, input.system), systemOf(debianSystems.endpoint), endpointImage()];
}

function systemOf({ name, packages }: DebianSystemRecipe): Recipe {
  return { type: 'image-system', revision: 1, name, image: baseImage, packages };
}

/** The recipes of each kind of image from published artifacts; the last one of a list is the image. */
export const officialRecipes = { machine: machineRecipes, endpoint: endpointRecipes } as const;
