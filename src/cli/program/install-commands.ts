import { Option } from 'commander';
import type { ExplainedCommand } from './explained-command.ts';
import type { Family } from './family.ts';
import { options } from './options.ts';

/** Options by which the cluster is named. */
function targeted(command: ExplainedCommand): ExplainedCommand {
  return options
    .namespaced(command)
    .option('--kubeconfig <file>', 'kubeconfig of the cluster, for somebody who may do everything there')
    .option('--kube-context <name>', "its context; absent: the file's current one")
    .option('--cluster <name>', "a cluster that this machine's manager made, instead of a kubeconfig");
}

function several(flags: string, says: string): Option {
  return new Option(flags, says).argParser((value: string, before: readonly string[] | undefined) => [
    ...(before ?? []),
    value,
  ]);
}

function installCommand({ program, context, finish }: Family): void {
  targeted(program.command('install'))
    .option('--image <reference>', "the manager's image, where the nodes pull it from")
    .option('--replicas <number>', 'how many managers run; one of them leads', '2')
    .addOption(
      several('--host-path <path>', 'what the managers see of their nodes, as NODE-PATH[:POD-PATH]; may be repeated'),
    )
    .addOption(several('--group <id>', 'a group of theirs, such as that of a socket; may be repeated'))
    .option('--timeout <duration>', 'how long to wait until they serve', '5m')
    .option('--dry-run', 'print what would be applied, and ask no cluster')
    .addOption(options.output('json', 'yaml'))
    .summary('make a Kubernetes cluster a management cluster, or bring one to this version')
    .explain({
      details: [
        'It applies the CRDs, the namespace slipway-system, the least roles that the manager needs, and the manager as a Deployment, and waits until that serves. While it does not, it says what is in the way. Run again it changes what differs, and nothing else.',
        'The cluster is that of --kubeconfig, of a context of your kubeconfig (--context before the command), or of --cluster.',
        "A cluster that Slipway made gets this build's image straight onto its machines (--cluster); any other one pulls it (--image).",
        'From then on Clusters are declared there, with kubectl or any other client of its API.',
      ],
      examples: [
        ['slipway install --kubeconfig admin.conf --image registry.example.com/slipway/manager:1', 'on any cluster'],
        ['slipway install --cluster first', "on a cluster of this machine's manager, without a registry"],
        [
          'slipway install --cluster first --host-path /srv/docker.sock:/var/run/docker.sock --group 999',
          'with the socket of an engine that its pool shows it at /srv',
        ],
        ['slipway install --image registry.example.com/slipway/manager:1 --dry-run', 'what it would apply, as YAML'],
      ],
      exits: {
        failed: 'the cluster refuses something, or the image cannot be made',
        notFound: 'there is no such cluster',
        timeout: 'the manager does not serve yet; what is in the way is printed',
        noManager: 'the cluster does not answer; with --cluster: no manager runs here',
      },
      completes: ['nothing'],
      completesOptions: {
        '--kubeconfig': 'file',
        '--kube-context': 'nothing',
        '--cluster': 'cluster',
        '--image': 'nothing',
        '--replicas': 'nothing',
        '--host-path': 'nothing',
        '--group': 'nothing',
        '--timeout': 'nothing',
      },
    })
    .action(async (given) => finish(await (await import('../commands/install.ts')).install(context, given)));
}

function uninstallCommand({ program, context, finish }: Family): void {
  targeted(program.command('uninstall'))
    .option(
      '--crds',
      'and everything that is declared: releases, images, providers, their Secrets, and at last the CRDs',
    )
    .option('--yes', 'do not ask')
    .option('--timeout <duration>', 'how long to wait until things are gone', '5m')
    .summary('remove the manager from a management cluster')
    .explain({
      details: [
        'It refuses while Clusters are declared there: delete them first, so that a manager can remove their machines.',
        'The CRDs and the namespace slipway-system stay, with what is declared: an installation that comes back goes on with them. With --crds they go too; images at providers are removed before.',
      ],
      examples: [
        ['slipway uninstall --kubeconfig admin.conf', 'removes the manager, keeps what is declared'],
        ['slipway uninstall --cluster first --crds --yes', 'removes every trace'],
      ],
      exits: {
        failed: 'Clusters are declared there; they are named',
        notFound: 'there is no such cluster',
        timeout: 'something is not gone yet; it is named',
        noManager: 'the cluster does not answer; with --cluster: no manager runs here',
      },
      completes: ['nothing'],
      completesOptions: {
        '--kubeconfig': 'file',
        '--kube-context': 'nothing',
        '--cluster': 'cluster',
        '--timeout': 'nothing',
      },
    })
    .action(async (given) => finish(await (await import('../commands/uninstall.ts')).uninstall(context, given)));
}

/** A manager on a management cluster: install, uninstall. */
export function installCommands(family: Family): void {
  installCommand(family);
  uninstallCommand(family);
}
