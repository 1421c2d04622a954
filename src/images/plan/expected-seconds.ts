/**
 * Seconds each step takes on two cores with empty caches, used until this machine has its own figures.
 * A step that is not listed counts as ten.
 */
const measured: Readonly<Record<string, number>> = {
  kubernetes: 300,
  etcd: 40,
  coredns: 90,
  containerd: 75,
  'cni-plugins': 6,
  pause: 1,
  'machine-system': 35,
  'kube-proxy-system': 5,
  'endpoint-system': 6,
  'image-store': 25,
  machine: 15,
  endpoint: 1,
};

/** How long a step is expected to take: as it did last time here, or as it did elsewhere. */
export function expectedSeconds(step: string, learned: Readonly<Record<string, number>>): number {
  return learned[step] ?? measured[step] ?? 10;
}
