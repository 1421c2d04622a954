import type { GoProgramsRecipe } from './recipe.ts';

const programs = [
  'kubeadm',
  'kubelet',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kube-proxy',
  'kubectl',
];

/** All programs of one Kubernetes release; `version` without `v`. */
export function kubernetesPrograms(version: string): GoProgramsRecipe & { readonly revision: number } {
  const [major = '', minor = '', patch = ''] = version.split('.');
  const values = { gitVersion: `v${version}`, gitMajor: major, gitMinor: minor, gitCommit: '' };
  const packages = ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'];
  return {
    type: 'go-programs',
    revision: 1,
    name: 'kubernetes',
    version,
    modules: [{ path: 'k8s.io/kubernetes', version: `v${version}` }],
    staging: { module: 'k8s.io/kubernetes', version: `v0.${minor}.${patch}` },
    programs: programs.map((name) => ({ name, package: `k8s.io/kubernetes/cmd/${name}` })),
    linkerValues: packages.flatMap((path) =>
      Object.entries(values).map(([name, value]) => ({ symbol: `${path}.${name}`, value })),
    ),
  };
}
