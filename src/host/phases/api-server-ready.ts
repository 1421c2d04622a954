import { healthProblem } from '../health-problem.ts';
import type { Phase } from '../phase.ts';
import { waitWithTrouble } from '../wait-with-trouble.ts';

const authorityPath = '/etc/kubernetes/pki/ca.crt';

/** Waits until this machine's own API server says it is ready, without asking through the endpoint. */
export function apiServerReady(after: readonly string[]): Phase {
  return {
    name: 'api-server-ready',
    summary: "Wait for this machine's API server",
    after,
    everyTime: true,
    async run(context) {
      const authority = await context.system.files.read(authorityPath);
      await waitWithTrouble(
        context,
        async () => {
          const problem = await healthProblem(context, 'https://127.0.0.1:6443/readyz', authority);
          return problem === undefined ? { value: true } : { waitingFor: `The API server is not ready: ${problem}` };
        },
        {
          pods: ['etcd', 'kube-apiserver'],
          atMost: {
            milliseconds: 240_000,
            cure: 'Look at `journalctl -u kubelet` and at the logs below /var/log/pods on the machine.',
          },
        },
      );
      return {};
    },
  };
}
