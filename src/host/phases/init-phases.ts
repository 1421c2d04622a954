import type { Phase, PhaseContext } from '../phase.ts';
import { apiRetry } from './api-retry.ts';
import { apiServerAnswers } from './api-server-answers.ts';
import { apiServerReady } from './api-server-ready.ts';
import { clusterManifests } from './cluster-manifests.ts';
import { controlPlaneHealthy } from './control-plane-healthy.ts';
import { dnsReadiness } from './dns-readiness.ts';
import { kubeadmConfiguration } from './kubeadm-configuration.ts';
import { kubeadmPhase } from './kubeadm-phase.ts';
import { secretFiles } from './secret-files.ts';

const pki = '/etc/kubernetes/pki';
const manifests = '/etc/kubernetes/manifests';
const kubeletFiles = [
  '/var/lib/kubelet/config.yaml',
  '/var/lib/kubelet/instance-config.yaml',
  '/var/lib/kubelet/kubeadm-flags.env',
];

/** What kubeadm signs itself: safe to make again as long as the phase that makes it never ended. */
const leaves = [
  'apiserver',
  'apiserver-kubelet-client',
  'apiserver-etcd-client',
  'front-proxy-client',
  'etcd/server',
  'etcd/peer',
  'etcd/healthcheck-client',
];
const kubeconfigs = ['admin', 'super-admin', 'kubelet', 'controller-manager', 'scheduler'];

async function removeLeaves({ system, secrets }: PhaseContext): Promise<void> {
  const given = new Set((await secrets()).files.map((file) => file.path));
  const paths = leaves.flatMap((leaf) => [`${pki}/${leaf}.crt`, `${pki}/${leaf}.key`]);
  for (const path of paths) if (!given.has(path)) await system.files.wipe(path);
}

async function removeKubeconfigs({ system }: PhaseContext): Promise<void> {
  for (const name of kubeconfigs) await system.files.wipe(`/etc/kubernetes/${name}.conf`);
}

// Whenever it starts, kubeadm takes a certificate without its key for an external authority: so nothing of it runs while
// certificates are being written.
const beforeTheServer: readonly Phase[] = [
  secretFiles,
  kubeadmConfiguration,
  kubeadmPhase({
    name: 'kubeadm-init-preflight',
    summary: 'Check the machine',
    after: ['runtime-ready', 'files', 'network-prerequisites', 'kubeadm-configuration', 'secret-files'],
    command: ['init', 'phase', 'preflight'],
    preflight: true,
  }),
  kubeadmPhase({
    name: 'kubeadm-init-certs',
    summary: 'Sign the certificates of the control plane',
    after: ['kubeadm-init-preflight'],
    command: ['init', 'phase', 'certs', 'all'],
    writes: [pki],
    mend: removeLeaves,
  }),
  kubeadmPhase({
    name: 'kubeadm-init-kubeconfig',
    summary: 'Write the kubeconfigs of the control plane',
    after: ['kubeadm-init-certs'],
    command: ['init', 'phase', 'kubeconfig', 'all'],
    writes: kubeconfigs.map((name) => `/etc/kubernetes/${name}.conf`),
    mend: removeKubeconfigs,
  }),
  kubeadmPhase({
    name: 'kubeadm-init-etcd',
    summary: 'Write the static pod of etcd',
    after: ['kubeadm-init-certs'],
    command: ['init', 'phase', 'etcd', 'local'],
    writes: [manifests],
    leavesTraces: true,
  }),
  kubeadmPhase({
    name: 'kubeadm-init-api-server',
    summary: 'Write the static pod of the API server',
    after: ['kubeadm-init-certs'],
    command: ['init', 'phase', 'control-plane', 'apiserver'],
    writes: [manifests],
    leavesTraces: true,
  }),
  kubeadmPhase({
    name: 'kubeadm-init-kubelet-start',
    summary: 'Configure and start the kubelet',
    after: ['kubeadm-init-kubeconfig'],
    command: ['init', 'phase', 'kubelet-start'],
    writes: kubeletFiles,
    leavesTraces: true,
  }),
];

/** A server that only answers still makes its own first objects; a call that needs one of them is simply made again. */
const earlyRetry = { attempts: 60, firstMilliseconds: 100, longestMilliseconds: 1000 };

// While the server makes its own first objects there is time for what needs none of them.
const onTheAnsweringServer: readonly Phase[] = [
  apiServerAnswers(['kubeadm-init-etcd', 'kubeadm-init-api-server', 'kubeadm-init-kubelet-start']),
  // A restarted kubelet registers at once, where one that asked in vain before the server served would pause for seconds.
  kubeadmPhase({
    name: 'kubeadm-init-kubelet-finalize',
    summary: 'Let the kubelet renew its certificate',
    after: ['api-server-answers'],
    command: ['init', 'phase', 'kubelet-finalize', 'all'],
    writes: ['/etc/kubernetes/kubelet.conf', '/var/lib/kubelet/pki'],
    retry: apiRetry,
  }),
  // The manager and the machines that wait to join can do nothing before.
  clusterManifests(['api-server-answers'], earlyRetry),
  apiServerReady(['api-server-answers']),
];

// The order of those that could run at once is the order in which others wait for them: the controller manager gives the
// nodes their addresses and certificates, the uploads let machines join, and nothing waits for the add-ons but pods.
const onTheReadyServer: readonly Phase[] = [
  // Both take a lock before they work; started against a server that does not serve yet they would pause for seconds. A
  // kubelet that is restarted while it starts them forgets them for as long again, so its restart is over.
  kubeadmPhase({
    name: 'kubeadm-init-controller-manager',
    summary: 'Write the static pod of the controller manager',
    after: ['api-server-ready', 'kubeadm-init-kubelet-finalize'],
    command: ['init', 'phase', 'control-plane', 'controller-manager'],
    writes: [manifests],
    leavesTraces: true,
  }),
  kubeadmPhase({
    name: 'kubeadm-init-scheduler',
    summary: 'Write the static pod of the scheduler',
    after: ['kubeadm-init-controller-manager'],
    command: ['init', 'phase', 'control-plane', 'scheduler'],
    writes: [manifests],
    leavesTraces: true,
  }),
  controlPlaneHealthy(['kubeadm-init-controller-manager', 'kubeadm-init-scheduler']),
  kubeadmPhase({
    name: 'kubeadm-init-upload-config',
    summary: 'Store the configuration in the cluster',
    after: ['api-server-ready'],
    command: ['init', 'phase', 'upload-config', 'all'],
    retry: apiRetry,
  }),
  kubeadmPhase({
    name: 'kubeadm-init-bootstrap-token',
    summary: 'Let machines find the cluster',
    after: ['kubeadm-init-upload-config'],
    command: ['init', 'phase', 'bootstrap-token'],
    flags: ['--skip-token-print'],
    retry: apiRetry,
  }),
  kubeadmPhase({
    name: 'kubeadm-init-addon',
    summary: 'Install kube-proxy and CoreDNS',
    after: ['kubeadm-init-scheduler', 'kubeadm-init-bootstrap-token'],
    command: ['init', 'phase', 'addon', 'all'],
    retry: apiRetry,
  }),
  dnsReadiness(['kubeadm-init-addon'], apiRetry),
  kubeadmPhase({
    name: 'kubeadm-init-mark-control-plane',
    summary: 'Label and taint the Node',
    after: ['kubeadm-init-addon'],
    command: ['init', 'phase', 'mark-control-plane'],
    retry: apiRetry,
  }),
];

/** What makes the first control plane of a new cluster. */
export const initPhases: readonly Phase[] = [...beforeTheServer, ...onTheAnsweringServer, ...onTheReadyServer];
