import type { GoProgramsRecipe } from '../recipes/recipe.ts';

/** The wrapper's go.mod; `moduleFiles` are the modules' own ones, by path. */
export function wrapperModule(recipe: GoProgramsRecipe, moduleFiles: ReadonlyMap<string, string>): string {
  const languages = [...moduleFiles.values()].map((text) => /^go (\S+)/m.exec(text)?.[1] ?? '1.21');
  const language = languages.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1) ?? '1.21';
  const requires = recipe.modules.map((module) => `require ${module.path} ${module.version}`);
  const siblings = recipe.staging
    ? [...(moduleFiles.get(recipe.staging.module) ?? '').matchAll(/^\s*(?:require )?(\S+) v0\.0\.0$/gm)]
    : [];
  const replaces = [...new Set(siblings.map((match) => match[1] ?? ''))]
    .sort(byCodeUnit)
    .map((path) => `replace ${path} => ${path} ${recipe.staging?.version}`);
  return `${['module slipway.dev/build', '', `go ${language}`, '', ...requires, ...replaces].join('\n')}\n`;
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : 1;
}
