import type { Recipe } from '../recipes/recipe.ts';
import { artifactKey } from './artifact-key.ts';
import { neededSteps } from './needed-steps.ts';

/** What a mirrored artifact stands for in the making of an image. */
export interface MirrorRole {
  readonly step: string;
  readonly version?: string;
  /** Names of its files that the image takes. */
  readonly files: readonly string[];
  /** Equal for artifacts that can take each other's place, wherever they come from. */
  readonly role: string;
}

/**
 * The artifacts that an image is put together from, given the recipes by which it is built from sources. With these
 * nothing has to be compiled, installed or unpacked: only the last archive, with this machine's own files, is written.
 */
export function mirrorRoles(recipes: readonly Recipe[], architecture: string): MirrorRole[] {
  const image = recipes.at(-1);
  return (image ? neededSteps(image) : []).map((step) => {
    const recipe = recipes.find(({ name }) => name === step);
    if (recipe === undefined) throw new Error(`The image uses "${step}", which no recipe makes.`);
    const version = 'version' in recipe ? { version: recipe.version } : {};
    return {
      step,
      ...version,
      files: filesOf(image, step),
      role: artifactKey({ step, architecture, asks: asksOf(recipe) }),
    };
  });
}

function filesOf(image: Recipe | undefined, step: string): string[] {
  const parts = image?.type === 'root-archive' ? image.parts : [];
  return [...new Set(parts.flatMap((part) => ('step' in part && part.step === step ? [part.file] : [])))].sort();
}

/** What a recipe is asked for, without how it gets there. */
function asksOf(recipe: Recipe): unknown {
  const { revision } = recipe;
  switch (recipe.type) {
    case 'debian-system':
      return { revision, suite: recipe.suite, packages: recipe.packages };
    case 'image-store':
      return { revision, images: recipe.images.map(({ reference }) => reference), pinned: recipe.pinned };
    case 'go-programs':
    case 'c-program':
      return { revision, version: recipe.version };
    default:
      throw new Error(`Artifacts made by ${recipe.type} are not mirrored.`);
  }
}
