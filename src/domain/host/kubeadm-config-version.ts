/** First minor of Kubernetes 1 whose kubeadm reads a version of its configuration by default, newest first. */
const since: readonly (readonly [minor: number, version: string])[] = [
  // 1.37 has v1 too, but takes it only with a flag for experiments.
  [31, 'v1beta4'],
];

/** The apiVersion of kubeadm's documents for one Kubernetes version, with or without the leading v. */
export function kubeadmConfigVersion(kubernetesVersion: string): string {
  const [major, minor] = kubernetesVersion.replace(/^v/, '').split('.').map(Number);
  const found = since.find(([first]) => major === 1 && minor !== undefined && minor >= first);
  if (found === undefined) {
    throw new RangeError(`Kubernetes ${kubernetesVersion} has no kubeadm that is known here: 1.31 is the oldest.`);
  }
  return `kubeadm.k8s.io/${found[1]}`;
}
