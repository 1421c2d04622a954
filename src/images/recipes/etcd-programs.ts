import type { GoProgramsRecipe } from './recipe.ts';

const packages = [
  { name: 'etcd', package: 'go.etcd.io/etcd/server/v3' },
  { name: 'etcdctl', package: 'go.etcd.io/etcd/etcdctl/v3' },
  { name: 'etcdutl', package: 'go.etcd.io/etcd/etcdutl/v3' },
];

/** etcd and its two tools; each is the root package of a module of its own. */
export function etcdPrograms(version: string): GoProgramsRecipe & { readonly revision: number } {
  return {
    type: 'go-programs',
    revision: 1,
    name: 'etcd',
    version,
    modules: packages.map((program) => ({ path: program.package, version: `v${version}` })),
    programs: packages,
    linkerValues: [],
  };
}
