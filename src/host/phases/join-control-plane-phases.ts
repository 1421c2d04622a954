import type { Phase } from '../phase.ts';
import { apiRetry } from './api-retry.ts';
import { apiServerReady } from './api-server-ready.ts';
import { controlPlaneHealthy } from './control-plane-healthy.ts';
import { endpointReady } from './endpoint-ready.ts';
import { kubeadmConfiguration } from './kubeadm-configuration.ts';
import { joinKubeletStart } from './join-kubelet-start.ts';
import { kubeadmPhase } from './kubeadm-phase.ts';
import { kubeletBootstrap } from './kubelet-bootstrap.ts';
import { secretFiles } from './secret-files.ts';

/**
 * What makes a machine a further control plane. Its etcd member is the trace that nobody may take back behind the
 * cluster's back: once that phase began, an interrupted machine is replaced rather than repaired.
 */
export const joinControlPlanePhases: readonly Phase[] = [
  endpointReady,
  secretFiles,
  kubeadmConfiguration,
  kubeadmPhase({
    name: 'kubeadm-join-preflight',
    summary: 'Check the machine',
    after: [
      'runtime-ready',
      'files',
      'network-prerequisites',
      'kubeadm-configuration',
      'secret-files',
      'endpoint-ready',
    ],
    command: ['join', 'phase', 'preflight'],
    preflight: true,
    retry: apiRetry,
  }),
  kubeadmPhase({
    name: 'kubeadm-join-prepare',
    summary: 'Sign certificates and write kubeconfigs and static pods',
    after: ['kubeadm-join-preflight'],
    command: ['join', 'phase', 'control-plane-prepare', 'all'],
    writes: ['/etc/kubernetes'],
    retry: apiRetry,
    leavesTraces: true,
  }),
  joinKubeletStart(['kubeadm-join-prepare']),
  kubeadmPhase({
    name: 'kubeadm-join-etcd',
    summary: "Join the cluster's etcd",
    after: ['kubeadm-join-kubelet-start'],
    command: ['join', 'phase', 'etcd-join'],
    withIdentity: true,
    writes: ['/etc/kubernetes/manifests'],
    leavesTraces: true,
  }),
  kubeletBootstrap(['kubeadm-join-etcd']),
  kubeadmPhase({
    name: 'kubeadm-join-mark-control-plane',
    summary: 'Label and taint the Node',
    after: ['kubelet-bootstrap'],
    command: ['join', 'phase', 'control-plane-join', 'mark-control-plane'],
    withIdentity: true,
    retry: apiRetry,
  }),
  apiServerReady(['kubeadm-join-etcd']),
  controlPlaneHealthy(['api-server-ready']),
];
