import { Option } from 'commander';
import type { Family } from './family.ts';
import { options } from './options.ts';

function describeCommand({ program, context, finish }: Family): void {
  options
    .namespaced(
      program.command('describe').argument('<kind>', 'KIND or KIND/NAME').argument('[name]', 'name of the object'),
    )
    .summary('show one object: what is declared, why it is not Ready, what happened, what belongs to it')
    .explain({
      details: ['Secrets are shown without their values: slipway get secret NAME -o yaml prints those.'],
      examples: [
        ['slipway describe cluster first', 'a cluster, its conditions, events and parts'],
        ['slipway describe machine/first-workers-1', 'a machine, with the command that failed on it'],
      ],
      exits: { failed: true, notFound: true, noManager: true },
      completes: ['object', 'name', 'nothing'],
    })
    .action(async (kind: string, name: string | undefined, given) =>
      finish(await (await import('../commands/describe.ts')).describe(context, { kind, name }, given)),
    );
}

function explainCommand({ program, context, finish }: Family): void {
  options
    .namespaced(
      program.command('explain').argument('<kind>', 'KIND or KIND/NAME').argument('[name]', 'name of the object'),
    )
    .addOption(options.output('json'))
    .summary('say why an object is not Ready: the chain down to the cause, what shows it, who must do what')
    .explain({
      details: [
        'It walks from the object to what it waits for, and on to the cause: the layer it lies in, the reason (one of a closed catalogue), since when, the evidence down to the line in the journal of the machine itself, when it is tried again, who must act, and what to do.',
        'A cause is passing (it goes by itself), retryable (tried again until the cause is gone) or permanent (nothing happens until somebody changes something).',
      ],
      examples: [
        ['slipway explain cluster first', 'why the cluster is not Ready'],
        ['slipway explain machine/first-workers-1 -o json', 'for programs'],
      ],
      exits: { failed: true, notFound: true, noManager: true },
      completes: ['object', 'name', 'nothing'],
    })
    .action(async (kind: string, name: string | undefined, given) =>
      finish(await (await import('../commands/explain.ts')).explain(context, { kind, name }, given)),
    );
}

function logsCommand({ program, context, finish }: Family): void {
  options
    .namespaced(program.command('logs').argument('<kind>', 'machine, or machine/NAME').argument('[name]', 'its name'))
    .option('-f, --follow', 'go on as lines come')
    .option('--tail <lines>', 'only so many lines from the end of each')
    .addOption(new Option('--source <source>', 'only one of the two').choices(['journal', 'kubelet']))
    .summary("show what a machine tells: the host utility's journal, then the kubelet's log")
    .explain({
      details: ['It asks the provider, so it works before the cluster has an API and after it is gone.'],
      examples: [
        ['slipway logs machine first-workers-1 --tail 50', 'the last lines of both'],
        ['slipway logs machine first-control-plane-1 --source journal -f', 'its bootstrap, as it goes on'],
      ],
      exits: { failed: true, notFound: 'there is no such machine, or it is not made yet', noManager: true },
      completes: [['machine'], 'name', 'nothing'],
      completesOptions: { '--tail': 'nothing' },
    })
    .action(async (kind: string, name: string | undefined, given) =>
      finish(await (await import('../commands/logs.ts')).logs(context, { kind, name }, given)),
    );
}

function scaleCommand({ program, context, finish }: Family): void {
  options
    .namespaced(
      program.command('scale').argument('<pool>', 'CLUSTER/POOL').argument('<replicas>', 'number of machines'),
    )
    .summary('change the size of a pool; it holds until the number in the file changes')
    .explain({
      details: [
        'Machines that are too many are cordoned and drained by evictions, which respect every PodDisruptionBudget, and then removed, the newest first.',
      ],
      examples: [['slipway scale first/workers 4', 'four machines in the pool workers of the cluster first']],
      exits: { failed: true, notFound: 'there is no such cluster or pool', noManager: true },
      completes: ['pool', 'nothing'],
    })
    .action(async (pool: string, replicas: string, given) =>
      finish(await (await import('../commands/scale.ts')).scale(context, { pool, replicas }, given)),
    );
}

/** One object or pool: describe, explain, logs, scale. */
export function lookingCommands(family: Family): void {
  describeCommand(family);
  explainCommand(family);
  logsCommand(family);
  scaleCommand(family);
}
