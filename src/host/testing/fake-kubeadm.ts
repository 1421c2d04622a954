import type { CommandResult } from '../host-system.ts';
import type { FakeCluster } from './fake-cluster.ts';
import type { FakeHost } from './fake-host.ts';
import { kubeletKubeconfig } from './kubelet-kubeconfig.ts';

const pki = '/etc/kubernetes/pki';
const pem = '/var/lib/kubelet/pki/kubelet-client-current.pem';
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

/** What kubeadm says when it refuses. */
class Refusal extends Error {}

type Machine = FakeHost & { readonly cluster: FakeCluster };
type Work = (machine: Machine) => Promise<void> | void;

function contentOf(machine: Machine, path: string): string | undefined {
  return machine.disk.files.get(path)?.content;
}

function need(condition: boolean, problem: string): void {
  if (!condition) throw new Refusal(problem);
}

async function makeEach(machine: Machine, paths: readonly string[], content: (path: string) => string): Promise<void> {
  for (const path of paths) {
    need(contentOf(machine, path) !== '', `${path} exists and cannot be read`);
    if (contentOf(machine, path) === undefined) machine.disk.writeUnsynced(path, content(path));
    await machine.step();
  }
}

async function overwrite(machine: Machine, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    machine.disk.writeUnsynced(path, `content of ${path}`);
    await machine.step();
  }
}

const certificates: Work = async (machine) => {
  need((contentOf(machine, `${pki}/ca.key`) ?? '') !== '', 'no authority was given');
  await makeEach(
    machine,
    leaves.flatMap((leaf) => [`${pki}/${leaf}.crt`, `${pki}/${leaf}.key`]),
    (path) => `signed ${path}`,
  );
};

function manifests(names: readonly string[]): Work {
  return (machine) =>
    overwrite(
      machine,
      names.map((name) => `/etc/kubernetes/manifests/${name}.yaml`),
    );
}

function preflight(mustBeAbsent: readonly string[]): Work {
  return (machine) => {
    const left = [...machine.disk.files.keys()].find(
      (path) => path.startsWith('/etc/kubernetes/manifests/') || mustBeAbsent.includes(path),
    );
    need(left === undefined, `${left} exists`);
  };
}

const startKubelet: Work = async (machine) => {
  machine.kubeletRuns = false;
  await overwrite(
    machine,
    ['config.yaml', 'instance-config.yaml', 'kubeadm-flags.env'].map((name) => `/var/lib/kubelet/${name}`),
  );
  machine.kubeletRuns = true;
};

function bootstrapToken(machine: Machine): string {
  const configuration = contentOf(machine, '/run/slipway/kubeadm.yaml') ?? '';
  const token = /tlsBootstrapToken: (\S+)/.exec(configuration)?.[1] ?? '';
  need(machine.cluster.tokens.has(token), 'Unauthorized');
  return token;
}

const joinKubelet: Work = async (machine) => {
  const token = bootstrapToken(machine);
  machine.disk.writeUnsynced('/etc/kubernetes/bootstrap-kubelet.conf', `token: ${token}`);
  await machine.step();
  await startKubelet(machine);
};

function onServer(machine: Machine): void {
  need(machine.cluster.servedBy(machine) || machine.cluster.servedElsewhere, 'connection refused');
}

const finalize: Work = async (machine) => {
  onServer(machine);
  machine.disk.writeUnsynced(pem, 'CERTIFICATE and KEY');
  await machine.step();
  machine.disk.writeUnsynced('/etc/kubernetes/kubelet.conf', kubeletKubeconfig(pem));
  machine.kubeletRuns = true;
};

const mark: Work = (machine) => {
  onServer(machine);
  need(machine.cluster.nodes.has(machine.nodeName), 'the Node is not registered');
};

const prepare: Work = async (machine) => {
  bootstrapToken(machine);
  await certificates(machine);
  await makeEach(
    machine,
    ['admin', 'controller-manager', 'scheduler'].map((name) => `/etc/kubernetes/${name}.conf`),
    kubeletKubeconfig,
  );
  await manifests(['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'])(machine);
};

const joinEtcd: Work = async (machine) => {
  need(!machine.cluster.etcdMembers.has(machine.nodeName), 'a member of this name is there already');
  machine.cluster.etcdMembers.add(machine.nodeName);
  await manifests(['etcd'])(machine);
};

const reset: Work = async (machine) => {
  machine.kubeletRuns = false;
  for (const directory of ['/var/lib/kubelet', '/etc/kubernetes/manifests', pki]) {
    machine.disk.removeBelow(directory);
    await machine.step();
  }
  for (const name of [...kubeconfigs, 'bootstrap-kubelet']) machine.disk.removeBelow(`/etc/kubernetes/${name}.conf`);
};

const work: { readonly [phase: string]: Work } = {
  'init phase preflight': preflight([]),
  'init phase certs all': certificates,
  'init phase kubeconfig all': (machine) =>
    makeEach(
      machine,
      kubeconfigs.map((name) => `/etc/kubernetes/${name}.conf`),
      kubeletKubeconfig,
    ),
  'init phase etcd local': manifests(['etcd']),
  'init phase control-plane apiserver': manifests(['kube-apiserver']),
  'init phase control-plane controller-manager': manifests(['kube-controller-manager']),
  'init phase control-plane scheduler': manifests(['kube-scheduler']),
  'init phase kubelet-start': startKubelet,
  'init phase upload-config all': onServer,
  'init phase bootstrap-token': onServer,
  'init phase kubelet-finalize all': finalize,
  'init phase mark-control-plane': mark,
  'init phase addon all': onServer,
  'join phase preflight': preflight(['/etc/kubernetes/kubelet.conf', '/etc/kubernetes/bootstrap-kubelet.conf']),
  'join phase control-plane-prepare all': prepare,
  'join phase kubelet-start': joinKubelet,
  'join phase etcd-join': joinEtcd,
  'join phase control-plane-join mark-control-plane': mark,
  reset,
};

/** kubeadm as the host utility meets it: minds what is there, writes without syncing, and may be cut between two files. */
export async function fakeKubeadm(machine: Machine, given: readonly string[]): Promise<CommandResult> {
  const phase = given.filter((argument) => !argument.startsWith('--')).join(' ');
  const run = work[phase];
  if (run === undefined) return { exitCode: 1, lines: [`unknown command ${phase}`] };
  try {
    await run(machine);
    return { exitCode: 0, lines: [] };
  } catch (error) {
    if (error instanceof Refusal) return { exitCode: 1, lines: [error.message] };
    throw error;
  }
}
