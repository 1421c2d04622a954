import { healthProblem } from '../health-problem.ts';
import type { Phase } from '../phase.ts';
import { waitWithTrouble } from '../wait-with-trouble.ts';

const parts = [
  { name: 'controller manager', pod: 'kube-controller-manager', url: 'https://127.0.0.1:10257/healthz' },
  { name: 'scheduler', pod: 'kube-scheduler', url: 'https://127.0.0.1:10259/livez' },
];

/** Waits for the controller manager and the scheduler of this machine. */
export function controlPlaneHealthy(after: readonly string[]): Phase {
  return {
    name: 'control-plane-healthy',
    summary: 'Wait for the controller manager and the scheduler',
    after,
    everyTime: true,
    async run(context) {
      for (const { name, pod, url } of parts) {
        await waitWithTrouble(
          context,
          async () => {
            const problem = await healthProblem(context, url);
            return problem === undefined ? { value: true } : { waitingFor: `The ${name} is not healthy: ${problem}` };
          },
          {
            pods: [pod],
            atMost: { milliseconds: 240_000, cure: 'Look at the logs below /var/log/pods on the machine.' },
          },
        );
      }
      return {};
    },
  };
}
