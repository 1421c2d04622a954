import type { BootstrapTask } from '#domain/host/bootstrap-task.ts';
import type { TaskSecrets } from '#domain/host/task-secrets.ts';

export const sampleToken = 'abcdef.0123456789abcdef';

/** A task and its secrets as a manager would deliver them. */
export function sampleTask(mode: BootstrapTask['mode']): {
  readonly task: BootstrapTask;
  readonly secrets: TaskSecrets;
} {
  const documents =
    mode === 'init'
      ? [{ kind: 'InitConfiguration' }, { kind: 'ClusterConfiguration' }]
      : [{ kind: 'JoinConfiguration' }];
  const names = mode === 'join' ? [] : ['ca.crt', 'ca.key', 'sa.key'];
  return {
    task: {
      id: 'bootstrap',
      kind: 'bootstrap',
      generation: 1,
      machine: 'uid-1',
      nodeName: 'node-1',
      mode,
      kubernetesVersion: '1.36.3',
      endpoint: { address: '172.31.0.5', port: 6443 },
      kubeadm: documents,
      ignorePreflightErrors: ['Swap'],
      network: { cni: 'Routes', podCidrs: ['10.244.0.0/16'] },
      resolvers: ['192.0.2.53'],
      files: [{ path: '/etc/motd', mode: '0644', content: 'welcome\n' }],
      maxClockSkewSeconds: 30,
    },
    secrets: {
      files: names.map((name) => ({ path: `/etc/kubernetes/pki/${name}`, mode: '0644', content: `given ${name}` })),
      clusterAuthority: 'authority',
      ...(mode === 'init' ? {} : { bootstrapToken: sampleToken }),
    },
  };
}
