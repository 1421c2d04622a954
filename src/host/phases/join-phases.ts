import type { Phase } from '../phase.ts';
import { apiRetry } from './api-retry.ts';
import { endpointReady } from './endpoint-ready.ts';
import { kubeadmConfiguration } from './kubeadm-configuration.ts';
import { joinKubeletStart } from './join-kubelet-start.ts';
import { kubeadmPhase } from './kubeadm-phase.ts';
import { kubeletBootstrap } from './kubelet-bootstrap.ts';

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
  joinKubeletStart(['kubeadm-join-preflight']),
  kubeletBootstrap(['kubeadm-join-kubelet-start']),
];
