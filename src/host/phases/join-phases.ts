import type { Phase } from '../phase.ts';
import { endpointReady } from './endpoint-ready.ts';
import { kubeadmConfiguration } from './kubeadm-configuration.ts';
import { kubeadmPhase } from './kubeadm-phase.ts';
import { kubeletBootstrap } from './kubelet-bootstrap.ts';

/** What kubeadm reads and writes in one phase can be done again until the kubelet's own request for a certificate. */
const apiRetry = { attempts: 6, firstMilliseconds: 250, longestMilliseconds: 4000 };

/** What makes a machine a worker of a cluster that serves. */
export const joinPhases: readonly Phase[] = [
  endpointReady,
  kubeadmConfiguration,
  kubeadmPhase({
    name: 'kubeadm-join-preflight',
    summary: 'Check the machine',
    after: ['runtime-ready', 'files', 'network-prerequisites', 'kubeadm-configuration', 'endpoint-ready'],
    command: ['join', 'phase', 'preflight'],
    preflight: true,
    retry: apiRetry,
  }),
  kubeadmPhase({
    name: 'kubeadm-join-kubelet-start',
    summary: 'Configure and start the kubelet',
    after: ['kubeadm-join-preflight'],
    command: ['join', 'phase', 'kubelet-start'],
    writes: [
      '/etc/kubernetes',
      '/var/lib/kubelet/config.yaml',
      '/var/lib/kubelet/instance-config.yaml',
      '/var/lib/kubelet/kubeadm-flags.env',
    ],
    retry: apiRetry,
    leavesTraces: true,
  }),
  kubeletBootstrap(['kubeadm-join-kubelet-start']),
];
