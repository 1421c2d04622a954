import type { Cluster } from '#api/cluster/index.ts';
import { labels } from '#api/meta/labels.ts';
import type { Machine } from '#api/machine/index.ts';
import type { BootstrapTask } from '#domain/host/bootstrap-task.ts';

/** The bootstrap of a machine that exists, as far as a simulated host reads it: its own payload stays on it. */
export function restoredTask(machine: Machine, cluster: Cluster, initializer: string | undefined): BootstrapTask {
  const { name, uid } = machine.metadata;
  const { labels: own, pool, role, taints } = machine.spec;
  const wanted = { ...(pool === undefined ? {} : { [labels.pool]: pool }), ...own };
  const text = Object.entries(wanted)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
  const joins = role === 'Worker' ? 'join' : 'join-control-plane';
  return {
    id: 'bootstrap',
    kind: 'bootstrap',
    generation: 1,
    machine: uid,
    nodeName: name,
    mode: initializer === uid ? 'init' : joins,
    kubernetesVersion: cluster.status?.kubernetes ?? '',
    endpoint: cluster.status?.endpoint?.internal ?? { address: '', port: 0 },
    kubeadm: [
      {
        nodeRegistration: {
          ...(taints === undefined ? {} : { taints }),
          kubeletExtraArgs: [{ name: 'node-labels', value: text }],
        },
      },
    ],
    ignorePreflightErrors: [],
    network: { cni: cluster.spec.network.cni, podCidrs: cluster.spec.network.pods.cidrs },
    resolvers: cluster.status?.network?.resolvers ?? [],
    files: [],
    maxClockSkewSeconds: 150,
  };
}
