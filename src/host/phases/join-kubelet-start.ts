import type { Phase } from '../phase.ts';
import { apiRetry } from './api-retry.ts';
import { kubeadmPhase } from './kubeadm-phase.ts';

/** The kubelet of a machine that joins, configured and started. From here on the machine leaves traces in the cluster. */
export function joinKubeletStart(after: readonly string[]): Phase {
  return kubeadmPhase({
    name: 'kubeadm-join-kubelet-start',
    summary: 'Configure and start the kubelet',
    after,
    command: ['join', 'phase', 'kubelet-start'],
    writes: [
      '/etc/kubernetes',
      '/var/lib/kubelet/config.yaml',
      '/var/lib/kubelet/instance-config.yaml',
      '/var/lib/kubelet/kubeadm-flags.env',
    ],
    retry: apiRetry,
    leavesTraces: true,
  });
}
