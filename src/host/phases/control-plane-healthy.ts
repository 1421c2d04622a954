import { healthProblem } from '../health-problem.ts';
import type { Phase } from '../phase.ts';
import { waitUntil } from '../wait-until.ts';

const parts = [
  { name: 'controller manager', url: 'https://127.0.0.1:10257/healthz' },
  { name: 'scheduler', url: 'https://127.0.0.1:10259/livez' },
];

/** Waits for the controller manager and the scheduler of this machine. */
export function controlPlaneHealthy(after: readonly string[]): Phase {
  return {
    name: 'control-plane-healthy',
    summary: 'Wait for the controller manager and the scheduler',
    after,
    everyTime: true,
    async run(context) {
      for (const { name, url } of parts) {
        await waitUntil(
          context,
          async () => {
            const problem = await healthProblem(context, url);
            return problem === undefined ? { value: true } : { waitingFor: `The ${name} is not healthy: ${problem}` };
          },
          { milliseconds: 240_000, cure: 'Look at the logs below /var/log/pods on the machine.' },
        );
      }
      return {};
    },
  };
}
