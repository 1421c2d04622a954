import type { ExplainedCommand } from './explained-command.ts';
import type { Family } from './family.ts';

/** The kinds for another server than the manager's own: server crds. */
export function crdsCommand(server: ExplainedCommand, { context, finish }: Omit<Family, 'program'>): void {
  server
    .command('crds')
    .summary('print the kinds as CustomResourceDefinitions')
    .explain({
      details: [
        "They come from the schemas that the manager's own API uses, rules between fields included: a kube-apiserver that has them accepts and refuses the same objects. No manager is needed to print them, and none works on such a server yet.",
      ],
      examples: [['slipway server crds | kubectl apply --server-side -f -', 'to the server of your kubeconfig']],
    })
    .action(async () => finish(await (await import('../commands/server-crds.ts')).serverCrds(context)));
}
