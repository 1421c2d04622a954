import { Argument, Command, Option } from 'commander';
import type { Shell } from './commands/completion.ts';
import type { CommandContext } from './context/command-context.ts';
import { exitCodes } from './exit-codes.ts';

/** What a command ends with. */
export type Finish = (exitCode: number) => void;

function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

function namespaced(command: Command): Command {
  return command.option('-n, --namespace <namespace>', 'the namespace to work in (default: default)');
}

function example(command: Command, ...lines: readonly string[]): Command {
  return command.addHelpText(
    'after',
    `\n${lines.length === 1 ? 'Example' : 'Examples'}:\n${lines.map((line) => `  ${line}`).join('\n')}`,
  );
}

const exitCodeHelp = `
Exit codes:
  ${exitCodes.ok}    done
  ${exitCodes.failed}    refused, failed, or stalled until a person changes something
  ${exitCodes.usage}    the command line is wrong
  ${exitCodes.notFound}    not found
  ${exitCodes.timeout}    timed out
  ${exitCodes.noManager}    no manager runs, or it does not answer
  ${exitCodes.interrupted}  ended by Ctrl-C`;

function fileOption(): Option {
  const says = 'a file, a directory, or - for standard input; may be repeated';
  return new Option('-f, --filename <path>', says).argParser(collect);
}

function declaringCommands(program: Command, context: CommandContext, finish: Finish): void {
  example(
    namespaced(program.command('up').argument('<file>', 'a file that declares clusters')).description(
      'make a declared cluster real: start what is missing, apply the file, and show how it comes up',
    ),
    'slipway up examples/first-cluster.yaml',
  ).action(async (path: string, options) =>
    finish(await (await import('./commands/up.ts')).up(context, path, options)),
  );
  example(
    namespaced(program.command('apply').addOption(fileOption().makeOptionMandatory()))
      .option('--dry-run', 'check against the manager, write nothing')
      .description('declare objects; all files are checked before anything is written'),
    'slipway apply -f examples/first-cluster.yaml',
    'slipway apply -f clusters/ --dry-run',
  ).action(async (options) => finish(await (await import('./commands/apply.ts')).apply(context, options)));
}

function objectCommands(program: Command, context: CommandContext, finish: Finish): void {
  example(
    namespaced(
      program
        .command('get')
        .argument('<kinds>', 'one or several kinds: machines, clusters,machines, all')
        .argument('[names...]', 'names of objects'),
    )
      .option('-w, --watch', 'go on with changes as they happen')
      .addOption(new Option('-o, --output <form>', 'another form').choices(['json', 'yaml', 'wide', 'name']))
      .option('-A, --all-namespaces', 'objects of all namespaces')
      .option('-l, --selector <selector>', 'only objects with these labels')
      .description('list objects'),
    'slipway get clusters',
    'slipway get machines -w',
    'slipway get cluster first -o yaml',
  ).action(async (kinds: string, names: string[], options) =>
    finish(await (await import('./commands/get.ts')).get(context, { kinds, names }, options)),
  );
  example(
    namespaced(
      program
        .command('delete')
        .argument('[kind]', 'KIND or KIND/NAME')
        .argument('[name]', 'name of the object')
        .addOption(fileOption()),
    )
      .option('-y, --yes', 'do not ask for the name')
      .option('--wait', 'wait until it is gone')
      .description('delete an object and everything that belongs to it'),
    'slipway delete cluster first',
    'slipway delete cluster first --yes --wait',
  ).action(async (kind: string | undefined, name: string | undefined, options) =>
    finish(await (await import('./commands/delete.ts')).deleteObjects(context, { kind, name }, options)),
  );
  example(
    namespaced(program.command('wait').argument('<kind>', 'KIND or KIND/NAME').argument('[name]', 'name of the object'))
      .requiredOption('--for <what>', 'Ready, delete, or condition=TYPE[=STATUS]')
      .option('--timeout <duration>', 'for how long, such as 90s or 10m', '10m')
      .description('wait until something holds of an object'),
    'slipway wait cluster first --for=Ready --timeout 15m',
  ).action(async (kind: string, name: string | undefined, options) =>
    finish(await (await import('./commands/wait.ts')).wait(context, { kind, name }, options)),
  );
}

function lookingCommands(program: Command, context: CommandContext, finish: Finish): void {
  example(
    namespaced(
      program.command('describe').argument('<kind>', 'KIND or KIND/NAME').argument('[name]', 'name of the object'),
    ).description('show one object: what is declared, why it is not Ready, what happened, what belongs to it'),
    'slipway describe cluster first',
  ).action(async (kind: string, name: string | undefined, options) =>
    finish(await (await import('./commands/describe.ts')).describe(context, { kind, name }, options)),
  );
  example(
    namespaced(program.command('logs').argument('<kind>', 'machine, or machine/NAME').argument('[name]', 'its name'))
      .option('-f, --follow', 'go on as lines come')
      .option('--tail <lines>', 'only so many lines from the end of each')
      .addOption(new Option('--source <source>', 'only one of the two').choices(['journal', 'kubelet']))
      .description("show what a machine tells: the host utility's journal, then the kubelet's log"),
    'slipway logs machine first-workers-1 --tail 50',
  ).action(async (kind: string, name: string | undefined, options) =>
    finish(await (await import('./commands/logs.ts')).logs(context, { kind, name }, options)),
  );
  example(
    namespaced(
      program.command('scale').argument('<pool>', 'CLUSTER/POOL').argument('<replicas>', 'number of machines'),
    ).description('change the size of a pool; it holds until the number in the file changes'),
    'slipway scale first/workers 4',
  ).action(async (pool: string, replicas: string, options) =>
    finish(await (await import('./commands/scale.ts')).scale(context, { pool, replicas }, options)),
  );
}

function accessCommands(program: Command, context: CommandContext, finish: Finish): void {
  example(
    namespaced(program.command('kubeconfig').argument('[cluster]', 'name of the cluster'))
      .option('--merge', 'put it into your kubeconfig and make it the current context')
      .option('--static', 'with a certificate inside instead of the command that fetches one')
      .option('--ttl <duration>', 'how long that certificate lasts, 8h at most', '8h')
      .option('--manager', "of the manager's own API instead of a cluster's")
      .description('print a kubeconfig'),
    'slipway kubeconfig first --merge',
    'slipway kubeconfig first --static --ttl 1h > first.kubeconfig',
    'slipway kubeconfig --manager',
  ).action(async (cluster: string | undefined, options) =>
    finish(await (await import('./commands/kubeconfig.ts')).kubeconfig(context, cluster, options)),
  );
  example(
    namespaced(program.command('credential').argument('<cluster>', 'name of the cluster'))
      .option('--uid <uid>', 'refuse when the cluster is another one of the same name')
      .description('what kubectl runs to get a certificate; kubeconfigs of slipway name it'),
    'slipway credential first',
  ).action(async (cluster: string, options) =>
    finish(await (await import('./commands/credential.ts')).credential(context, cluster, options)),
  );
  example(
    namespaced(
      program
        .command('kubectl')
        .argument('<cluster>', 'name of the cluster')
        .argument('[words...]', 'what follows -- goes to kubectl'),
    ).description('run the kubectl of the release against a cluster'),
    'slipway kubectl first -- get nodes -o wide',
  ).action(async (cluster: string, words: string[], options) =>
    finish(await (await import('./commands/kubectl.ts')).kubectl(context, { cluster, words }, options)),
  );
}

function otherCommands(program: Command, context: CommandContext, finish: Finish): void {
  const image = namespaced(program.command('image')).description('machine images');
  example(
    namespaced(image.command('build').argument('<release>', 'name of the PlatformRelease')).description(
      'build the images of a release before any cluster wants them',
    ),
    'slipway image build v1.0.0',
  ).action(async (release: string) =>
    finish(await (await import('./commands/image.ts')).buildImages(context, release)),
  );
  example(namespaced(program.command('version')).description('print versions'), 'slipway version').action(async () =>
    finish(await (await import('./commands/version.ts')).version(context)),
  );
  example(
    program
      .command('completion')
      .addArgument(new Argument('<shell>', 'the shell').choices(['bash', 'zsh', 'fish']))
      .description('print the text by which a shell completes command lines'),
    'source <(slipway completion bash)',
  ).action(async (shell: Shell) => {
    const names = program.commands.map((command) => command.name()).filter((name) => name !== 'help');
    context.terminal.print((await import('./commands/completion.ts')).completion(shell, names));
  });
}

function serverCommands(program: Command, context: CommandContext, finish: Finish): void {
  const server = namespaced(program.command('server')).description(
    'the manager: the process that takes clusters to what is declared',
  );
  const load = async () => (await import('./commands/server.ts')).server;
  example(namespaced(server.command('run')).description('run it in the foreground'), 'slipway server run').action(
    async () => finish(await (await load()).run(context)),
  );
  example(namespaced(server.command('start')).description('start it in the background'), 'slipway server start').action(
    async () => finish(await (await load()).start(context)),
  );
  example(
    namespaced(server.command('stop')).description('stop it; running clusters do not need it'),
    'slipway server stop',
  ).action(async () => finish(await (await load()).stop(context)));
  example(
    namespaced(server.command('status'))
      .addOption(new Option('-o, --output <form>', 'another form').choices(['json']))
      .description(`say whether it runs, and where; exit code ${exitCodes.noManager} when it does not`),
    'slipway server status -o json',
  ).action(async (options) => finish(await (await load()).status(context, options.output)));
}

/** The command line. Commands load what they need when they run, so that each starts fast. */
export function createProgram(context: CommandContext, finish: Finish): Command {
  const program = new Command('slipway')
    .description('Takes declared Kubernetes clusters to real ones and keeps them right.')
    .version(context.installation.version, '-V, --version')
    .exitOverride()
    .showHelpAfterError('(slipway --help tells more)')
    .configureOutput({ writeErr: (text) => context.terminal.say(text.trimEnd().replace(/^error: /, 'slipway: ')) })
    .addHelpText('after', exitCodeHelp);
  declaringCommands(program, context, finish);
  objectCommands(program, context, finish);
  lookingCommands(program, context, finish);
  accessCommands(program, context, finish);
  serverCommands(program, context, finish);
  otherCommands(program, context, finish);
  return program;
}
