import { BuildError } from '../build-error.ts';
import { mirrorRoles } from '../plan/mirror-roles.ts';
import type { Recipe } from '../recipes/recipe.ts';
import type { MirrorIndex } from './mirror-index.ts';

/** The recipes of the same image out of a mirror; throws naming everything that the mirror lacks. */
export function mirroredRecipes(
  recipes: readonly Recipe[],
  architecture: string,
  { index, place }: { readonly index: MirrorIndex; readonly place: string },
): Recipe[] {
  const roles = mirrorRoles(recipes, architecture);
  const found = roles.map(({ role }) => index.artifacts.find((artifact) => artifact.role === role));
  const missing = roles.filter((_, position) => found[position] === undefined);
  if (missing.length > 0) {
    const names = missing.map(({ step, version }) => [step, version].join(' ').trim()).join(', ');
    throw new BuildError(
      'MirrorIncomplete',
      `The mirror ${place} lacks ${names} for ${architecture}, as this version of Slipway makes them. Fill it with "slipway image mirror" of the same version where the release can be built.`,
      { retryable: false },
    );
  }
  const mirrored = roles.flatMap(({ step }, position): Recipe[] => {
    const artifact = found[position];
    if (artifact === undefined) return [];
    const { files, facts, version } = artifact;
    return [{ type: 'mirrored', revision: 1, name: step, files, facts, ...(version === undefined ? {} : { version }) }];
  });
  return [...mirrored, ...recipes.slice(-1)];
}
