import type { GoProgramsRecipe } from './recipe.ts';

/** CoreDNS with the plugins of its own release. */
export function corednsProgram(version: string): GoProgramsRecipe & { readonly revision: number } {
  const module = 'github.com/coredns/coredns';
  return {
    type: 'go-programs',
    revision: 1,
    name: 'coredns',
    version,
    modules: [{ path: module, version: `v${version}` }],
    programs: [{ name: 'coredns', package: module }],
    linkerValues: [],
  };
}
