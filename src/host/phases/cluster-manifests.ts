import type { Phase } from '../phase.ts';

/** Of the group `system:masters`: the other administrator's rights are objects of the cluster and may not be there yet. */
const kubeconfig = '/etc/kubernetes/super-admin.conf';

/** Applies what the task gives a new cluster to begin with: who the manager is there and what a joining machine may read. */
export function clusterManifests(after: readonly string[], retry: NonNullable<Phase['retry']>): Phase {
  return {
    name: 'cluster-manifests',
    summary: 'Apply the objects the cluster begins with',
    after,
    retry,
    async run({ execute, task }) {
      const manifests = task.manifests ?? [];
      if (manifests.length > 0) {
        const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: manifests });
        // Validation would fetch the whole schema first; the server checks every object all the same.
        const command = [
          'kubectl',
          'apply',
          '--server-side',
          '--field-manager=slipway',
          '--validate=false',
          `--kubeconfig=${kubeconfig}`,
          '-f',
          '-',
        ];
        await execute(command, list);
      }
      return { objects: manifests.length };
    },
  };
}
