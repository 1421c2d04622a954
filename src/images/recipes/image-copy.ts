import type { ImageCopyRecipe } from './recipe.ts';

/** The step that copies an image. */
export function imageCopy(name: string, reference: string): ImageCopyRecipe & { readonly revision: number } {
  const version = reference.slice(reference.lastIndexOf(':') + 1).replace(/^v/, '');
  return { type: 'image-copy', revision: 1, name, version, reference };
}
