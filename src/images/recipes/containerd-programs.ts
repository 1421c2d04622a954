import type { GoProgramsRecipe } from './recipe.ts';

/** containerd, its runc shim and its debugging client. */
export function containerdPrograms(version: string): GoProgramsRecipe & { readonly revision: number } {
  const module = 'github.com/containerd/containerd/v2';
  return {
    type: 'go-programs',
    revision: 1,
    name: 'containerd',
    version,
    modules: [{ path: module, version: `v${version}` }],
    programs: ['containerd', 'containerd-shim-runc-v2', 'ctr'].map((name) => ({
      name,
      package: `${module}/cmd/${name}`,
    })),
    linkerValues: [{ symbol: `${module}/version.Version`, value: `v${version}` }],
  };
}
