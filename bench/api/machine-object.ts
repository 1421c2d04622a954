/** An object of about three kilobytes as a controller writes it: a Machine with what users set on machines. */
export function machineObject(name: string): object {
  const words = 'what a platform team puts on each of its machines, with the reason for it in a sentence or two. ';
  return {
    apiVersion: 'slipway.dev/v1alpha1',
    kind: 'Machine',
    metadata: { name, namespace: 'default', labels: { 'slipway.dev/cluster': 'bench', 'slipway.dev/role': 'Worker' } },
    spec: {
      cluster: 'bench',
      role: 'Worker',
      pool: 'workers',
      release: 'v1.0.0',
      machine: { cpus: 2, memory: '2Gi' },
      files: Array.from({ length: 8 }, (_, index) => ({
        path: `/etc/platform/${index}.conf`,
        content: words.repeat(3),
      })),
      labels: { zone: 'a', team: 'platform' },
    },
  };
}

/** What its controller reports, another time each time. */
export function machineStatus(round: number): object {
  const lastTransitionTime = '2026-01-01T00:00:00Z';
  const condition = (type: string) => ({
    type,
    status: 'True',
    reason: 'Running',
    message: `the machine runs, seen ${round} times`,
    lastTransitionTime,
  });
  return {
    providerId: 'docker://0123456789abcdef',
    addresses: ['10.0.0.7'],
    bootstrap: { state: 'Running', phase: `phase ${round}` },
    conditions: ['Ready', 'Provisioned', 'Bootstrapped', 'NodeReady'].map(condition),
  };
}
