import type { GoProgramsRecipe } from './recipe.ts';

/** The network plugins a machine needs for pod routes: one interface per pod, addresses, port mappings. */
export function cniPlugins(version: string): GoProgramsRecipe & { readonly revision: number } {
  const module = 'github.com/containernetworking/plugins';
  const packages = ['main/ptp', 'main/bridge', 'main/loopback', 'ipam/host-local', 'meta/portmap'];
  return {
    type: 'go-programs',
    revision: 1,
    name: 'cni-plugins',
    version,
    modules: [{ path: module, version: `v${version}` }],
    programs: packages.map((path) => ({
      name: path.slice(path.indexOf('/') + 1),
      package: `${module}/plugins/${path}`,
    })),
    linkerValues: [{ symbol: `${module}/pkg/utils/buildversion.BuildVersion`, value: `v${version}` }],
  };
}
