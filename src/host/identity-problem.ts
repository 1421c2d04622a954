import { hostPaths } from '#domain/host/host-paths.ts';
import type { HostSystem } from './host-system.ts';
import { kubeconfigIdentity } from './kubeconfig-identity.ts';

/** Why the kubelet of this machine has no identity in its cluster yet, or undefined when it has a working one. */
export async function identityProblem(system: HostSystem): Promise<string | undefined> {
  const identity = await kubeconfigIdentity(system.files, hostPaths.kubeletKubeconfig);
  if (identity === undefined) return 'it has no kubeconfig yet';
  return system.identityProblem(identity.certificate, identity.key);
}
