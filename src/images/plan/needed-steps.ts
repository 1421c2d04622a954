import type { ArchivePart, Recipe } from '../recipes/recipe.ts';

/** Ids of the steps whose artifacts a recipe uses. */
export function neededSteps(recipe: Recipe): string[] {
  switch (recipe.type) {
    case 'image-store':
      return [
        ...new Set([
          'containerd',
          ...recipe.images.flatMap((image) => (image.from === 'copy' ? [image.step] : stepsOf(image.parts))),
        ]),
      ];
    case 'image-system':
      // containerd unpacks the image.
      return ['containerd', recipe.image];
    case 'root-archive':
      return [...new Set(stepsOf(recipe.parts))];
    case 'image-archive':
      return [...new Set(stepsOf(recipe.image.parts))];
    default:
      return [];
  }
}

function stepsOf(parts: readonly ArchivePart[]): string[] {
  return parts.flatMap((part) => ('step' in part ? [part.step] : []));
}
