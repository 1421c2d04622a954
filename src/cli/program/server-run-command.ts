import { Option } from 'commander';
import type { ExplainedCommand } from './explained-command.ts';
import type { Family } from './family.ts';
import { options } from './options.ts';

/** `slipway server run`: the manager in the foreground, on a store of its own or on a cluster. */
export function serverRunCommand(server: ExplainedCommand, { context, finish }: Omit<Family, 'program'>): void {
  options
    .namespaced(server.command('run'))
    .addOption(
      new Option('--kubeconfig <file>', 'work on the Kubernetes cluster of this kubeconfig').conflicts('inCluster'),
    )
    .option('--kube-context <name>', 'a context of that file (default: its current one)')
    .option('--in-cluster', 'work on the cluster this process is a Pod of')
    .option('--health-address <host:port>', 'serve health and metrics there')
    .option('--identity <name>', 'what it is called among those that wait to lead (default: the name of the host)')
    .summary('run it in the foreground')
    .explain({
      details: [
        'It prints its log and ends at SIGTERM or Ctrl-C, with its own exit code. For a service manager.',
        'With --kubeconfig or --in-cluster the objects are those of a Kubernetes cluster that has the CustomResourceDefinitions. Any number of managers may run there: one of them leads, the others wait.',
        'At --health-address it serves /healthz, /readyz and /metrics over TLS; metrics only to whom the cluster lets get /metrics.',
      ],
      examples: [
        ['slipway server run', 'until Ctrl-C'],
        ['slipway server run --kubeconfig ~/.kube/config', "on the cluster of the file's current context"],
        ['slipway server run --in-cluster --health-address 0.0.0.0:8081', 'what a Pod runs'],
      ],
      exits: {
        failed: 'it runs already, or cannot open its store or work on the cluster',
        leadLost: 'it lost the lead of its cluster; run it again',
      },
      environment: ['SLIPWAY_LOG'],
      completesOptions: { '--kubeconfig': 'file' },
    })
    .action(async (given) => finish(await (await import('../commands/server.ts')).server.run(context, given)));
}
