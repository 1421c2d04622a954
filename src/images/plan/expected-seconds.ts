import type { BuildStep } from './build-plan.ts';
import { durationName } from './duration-name.ts';

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
  manager: 2,
};

/** How long a step is expected to take: as it did last time here, or as it did elsewhere. */
export function expectedSeconds(step: BuildStep, learned: Readonly<Record<string, number>>): number {
  const name = durationName(step);
  return learned[name] ?? measured[name] ?? 10;
}
