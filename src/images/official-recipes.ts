import { debianSystems } from './recipes/debian-systems.ts';
import { endpointImage } from './recipes/endpoint-image.ts';
import { type MachineImageInput, machineImage } from './recipes/machine-image.ts';
import { type ManagerImageInput, managerImage } from './recipes/manager-image.ts';
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

/** The same for an endpoint image. */
function endpointRecipes(input: OfficialInput): Recipe[] {
  return [...systemRecipes(input, debianSystems.endpoint), endpointImage()];
}

/** The same for the manager's own image. */
function managerRecipes(input: OfficialInput, manager: ManagerImageInput): Recipe[] {
  return [...systemRecipes(input, debianSystems.machine), managerImage(manager)];
}

/** A base system alone; containerd unpacks the base image. */
function systemRecipes(input: OfficialInput, system: DebianSystemRecipe): Recipe[] {
  const containerd = officialPrograms(input.components, input.architecture).filter(({ name }) => name === 'containerd');
  return [...containerd, imageCopy(baseImage, input.system), systemOf(system)];
}

function systemOf({ name, packages }: DebianSystemRecipe): Recipe {
  return { type: 'image-system', revision: 1, name, image: baseImage, packages };
}

/** The recipes of each kind of image from published artifacts; the last one of a list is the image. */
export const officialRecipes = {
  machine: machineRecipes,
  endpoint: endpointRecipes,
  manager: managerRecipes,
} as const;
