import type { Family } from './family.ts';
import { options } from './options.ts';

function kubeconfigCommand({ program, context, finish }: Family): void {
  options
    .namespaced(program.command('kubeconfig').argument('[cluster]', 'name of the cluster'))
    .option('--merge', 'put it into your kubeconfig and make it the current context')
    .option('--static', 'with a certificate inside instead of the command that fetches one')
    .option('--ttl <duration>', 'how long that certificate lasts, 8h at most', '8h')
    .option('--manager', "of the manager's own API instead of a cluster's")
    .summary('print a kubeconfig')
    .explain({
      details: [
        'The kubeconfig of a cluster names the command slipway credential, which has the manager sign a certificate for 8 hours. With --static key and certificate are inside: treat that file as a password.',
      ],
      examples: [
        ['slipway kubeconfig first --merge', 'kubectl works on the cluster from now on'],
        ['slipway kubeconfig first --static --ttl 1h > first.kubeconfig', 'for a machine without slipway'],
        ['slipway kubeconfig --manager', "for kubectl against the manager's own API"],
      ],
      exits: { failed: 'the cluster has no API yet, or the file cannot be written', notFound: true, noManager: true },
      environment: ['KUBECONFIG'],
      completes: ['cluster', 'nothing'],
      completesOptions: { '--ttl': 'nothing' },
    })
    .action(async (cluster: string | undefined, given) =>
      finish(await (await import('../commands/kubeconfig.ts')).kubeconfig(context, cluster, given)),
    );
}

function credentialCommand({ program, context, finish }: Family): void {
  options
    .namespaced(program.command('credential').argument('<cluster>', 'name of the cluster'))
    .option('--uid <uid>', 'refuse when the cluster is another one of the same name')
    .summary('what kubectl runs to get a certificate; kubeconfigs of slipway name it')
    .explain({
      details: [
        'It prints an ExecCredential. Key and certificate are kept below the state directory until ten minutes before their end, so most calls of kubectl need no manager.',
      ],
      examples: [['slipway credential first', 'a certificate of 8 hours in the group kubeadm:cluster-admins']],
      exits: { failed: 'the cluster has no API yet, or is another one', notFound: true, noManager: true },
      completes: ['cluster', 'nothing'],
      completesOptions: { '--uid': 'nothing' },
    })
    .action(async (cluster: string, given) =>
      finish(await (await import('../commands/credential.ts')).credential(context, cluster, given)),
    );
}

function kubectlCommand({ program, context, finish }: Family): void {
  options
    .namespaced(
      program
        .command('kubectl')
        .argument('<cluster>', 'name of the cluster')
        .argument('[words...]', 'what follows -- goes to kubectl'),
    )
    .summary('run the kubectl of the release against a cluster')
    .explain({
      details: ['Its exit code is that of kubectl. -n before -- names the namespace of the Cluster object.'],
      examples: [
        ['slipway kubectl first -- get nodes -o wide', 'the nodes of the cluster'],
        ['slipway kubectl first -- -n kube-system get pods', 'what runs beside your pods'],
      ],
      exits: { failed: 'no kubectl was built, or kubectl says so', notFound: true, noManager: true },
      completes: ['cluster', 'nothing'],
    })
    .action(async (cluster: string, words: string[], given) =>
      finish(await (await import('../commands/kubectl.ts')).kubectl(context, { cluster, words }, given)),
    );
}

/** Ways into clusters: kubeconfig, credential, kubectl. */
export function accessCommands(family: Family): void {
  kubeconfigCommand(family);
  credentialCommand(family);
  kubectlCommand(family);
}
