import type { Phase } from '../phase.ts';
import { waitWithTrouble } from '../wait-with-trouble.ts';

const authorityPath = '/etc/kubernetes/pki/ca.crt';

/** Waits until this machine's own API server answers at all, whatever it says: it then knows its administrators. */
export function apiServerAnswers(after: readonly string[]): Phase {
  return {
    name: 'api-server-answers',
    summary: "Wait for this machine's API server to answer",
    after,
    everyTime: true,
    async run(context) {
      const authority = await context.system.files.read(authorityPath);
      const call = {
        url: 'https://127.0.0.1:6443/livez',
        ...(authority === undefined ? {} : { authority }),
        timeoutMilliseconds: 5000,
      };
      await waitWithTrouble(
        context,
        async () => {
          const answer = await context.system.api.call(call);
          return answer.reached ? { value: true } : { waitingFor: `The API server does not answer yet: ${answer.why}` };
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
