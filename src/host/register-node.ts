import type { BootstrapTask } from '#domain/host/bootstrap-task.ts';
import { hostPaths } from '#domain/host/host-paths.ts';
import { nodeRegistration } from '#domain/host/node-registration.ts';
import type { HostSystem } from './host-system.ts';
import { kubeconfigIdentity } from './kubeconfig-identity.ts';
import { PhaseFailure } from './phase-failure.ts';
import type { Phase, PhaseContext } from './phase.ts';
import { apiRetry } from './phases/api-retry.ts';
import { runPhases } from './run-phases.ts';

/** A kubelet may not give its Node the labels of a control plane; the machine's administrator may. */
const identities = [hostPaths.administratorKubeconfig, hostPaths.kubeletKubeconfig];

/** The pod ranges the machine's pod network was written for. */
function podCidrs({ system }: PhaseContext): readonly string[] {
  const written = system.journal
    .entries()
    .findLast(({ phase, event }) => phase === 'pod-network' && event === 'succeeded');
  const cidrs = written?.facts?.['podCidrs'];
  return Array.isArray(cidrs) ? cidrs.filter((cidr) => typeof cidr === 'string') : [];
}

async function identityOf({ system }: PhaseContext) {
  for (const path of identities) {
    const identity = await kubeconfigIdentity(system.files, path);
    if (identity !== undefined) return identity;
  }
  throw new PhaseFailure('The machine has no credentials for its cluster; replace the machine.', { retryable: false });
}

function nodeOf(context: PhaseContext): object {
  const { labels, taints } = nodeRegistration(context.task);
  const ranges = podCidrs(context);
  const [podCIDR] = ranges;
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: context.task.nodeName, labels },
    spec: { ...(podCIDR === undefined ? {} : { podCIDR, podCIDRs: ranges }), taints },
  };
}

/** With the ranges it had its pods keep their addresses; a Node that the kubelet made would be given others. */
const createNode: Phase = {
  name: 'create-node',
  summary: "Create the machine's Node again",
  after: [],
  retry: apiRetry,
  async run(context) {
    const { server, authority, certificate, key } = await identityOf(context);
    const answer = await context.system.api.call({
      url: `${server}/api/v1/nodes`,
      authority,
      identity: { certificate, key },
      body: JSON.stringify(nodeOf(context)),
      timeoutMilliseconds: 10_000,
    });
    if (!answer.reached) throw new PhaseFailure(`The cluster's API does not answer: ${answer.why}`);
    // It is there already: the kubelet, or an attempt whose reply was lost, was faster.
    if (answer.status !== 201 && answer.status !== 409) {
      throw new PhaseFailure(`The cluster's API answers ${answer.status} to a new Node: ${answer.body.slice(0, 300)}`);
    }
    return {};
  },
};

const restartKubelet: Phase = {
  name: 'kubelet-restart',
  summary: 'Let the kubelet report to its new Node',
  after: ['create-node'],
  async run(context) {
    await context.execute(['systemctl', 'restart', 'kubelet']);
    return {};
  },
};

/** Makes the Node of a machine that has joined exist again after somebody deleted it. Throws the first failure; all is journalled. */
export async function registerNode(system: HostSystem, task: BootstrapTask): Promise<void> {
  await runPhases({
    system,
    task: { ...task, id: 'register' },
    phases: [createNode, restartKubelet],
    done: new Set(),
    torn: new Set(),
    secrets: () => Promise.reject(new PhaseFailure('registering a Node needs no secrets')),
  });
}
