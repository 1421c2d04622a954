import { identityProblem } from '../identity-problem.ts';
import type { Phase, PhaseContext } from '../phase.ts';
import { waitWithTrouble } from '../wait-with-trouble.ts';

const bootstrapKubeconfig = '/etc/kubernetes/bootstrap-kubelet.conf';
const tokenPattern = /token:\s*([a-z0-9]{6}\.[a-z0-9]{16})/;
/** How often the delivered token is compared with the one the kubelet uses. */
const compareEveryMilliseconds = 2000;

/** Gives the kubelet a token that was renewed while it waited; it reads its file only when it starts. */
async function renewToken(context: PhaseContext): Promise<void> {
  const { files } = context.system;
  const used = await files.read(bootstrapKubeconfig);
  const { bootstrapToken } = await context.secrets();
  const inUse = used === undefined ? undefined : tokenPattern.exec(used)?.[1];
  if (used === undefined || inUse === undefined || bootstrapToken === undefined || inUse === bootstrapToken) return;
  await files.write({ path: bootstrapKubeconfig, mode: '0600', content: used.replace(inUse, bootstrapToken) });
  await context.execute(['systemctl', 'restart', 'kubelet']);
}

/** Waits until the kubelet exchanged the machine's token for a certificate of its own, then removes the token. */
export function kubeletBootstrap(after: readonly string[]): Phase {
  return {
    name: 'kubelet-bootstrap',
    summary: "Wait for the kubelet's certificate",
    after,
    leavesTraces: true,
    async run(context) {
      const { clock, files } = context.system;
      let compared = clock.elapsed();
      const look = async () => {
        const problem = await identityProblem(context.system);
        if (problem === undefined) return { value: true } as const;
        if (clock.elapsed() - compared >= compareEveryMilliseconds) {
          compared = clock.elapsed();
          await renewToken(context);
        }
        return { waitingFor: `The kubelet's certificate is not issued yet: ${problem}` };
      };
      await waitWithTrouble<true>(context, look, { pods: [] });
      await files.sync(['/etc/kubernetes/kubelet.conf', '/var/lib/kubelet/pki']);
      await files.wipe(bootstrapKubeconfig);
      return {};
    },
  };
}
