import { Option } from 'commander';
import type { Family } from './family.ts';
import { options } from './options.ts';

function deletion(): Option {
  const says = 'an object that would be deleted, KIND/NAME; may be repeated';
  return new Option('--delete <target>', says).argParser((value: string, before: readonly string[] | undefined) => [
    ...(before ?? []),
    value,
  ]);
}

function simulateCommand({ program, context, finish }: Family): void {
  program
    .command('simulate')
    .argument('<file>', 'a scenario, or - for standard input')
    .option('--seed <number>', 'live this one run, and tell its story')
    .option('--seeds <count>', 'live so many runs, seeds 1, 2, 3 and so on')
    .addOption(options.output('json', 'html', 'story'))
    .option('--exit-code', 'end with 3 when an expectation does not hold')
    .summary('try a scenario on simulated clusters: many of them, faults, lost machines, a bad release')
    .explain({
      details: [
        "Slipway's own controllers run on simulated machines, clusters and providers, on virtual time, once for each seed. No manager has to run; nothing that exists is asked or touched. A scenario is a file: clusters, what happens to them and when, what goes wrong how often, and what is expected of it. docs/simulate.md describes it.",
        'Shown are the time until clusters are Ready, machines over time, what managers asked for and how often, faults that were met, what was stuck and why, and each expectation that did not hold with the command that lives that run again. The same file and seeds give the same result, byte by byte.',
      ],
      examples: [
        ['slipway simulate scenarios/worker-lost.yaml', 'sixteen runs of a story'],
        ['slipway simulate scenarios/worker-lost.yaml --seed 7', 'what happened in one of them'],
        [
          'slipway simulate examples/fleet-study.yaml --seeds 4 -o html > fleet.html',
          'a study of many clusters, as a page',
        ],
      ],
      exits: {
        ok: 'all that was expected holds',
        failed: 'the file is refused, or an expectation does not hold',
        notFound: 'there is no such file; with --exit-code: an expectation does not hold',
      },
      completes: ['file'],
      completesOptions: { '--seed': 'nothing', '--seeds': 'nothing' },
    })
    .action(async (file: string, given) =>
      finish(await (await import('../commands/simulate.ts')).simulate(context, file, given)),
    );
}

/** What a change would do, before it is made: plan, diff, simulate. */
export function planningCommands({ program, context, finish }: Family): void {
  options
    .namespaced(program.command('plan').addOption(options.file()).addOption(deletion()))
    .addOption(options.output('json', 'html'))
    .option('--exit-code', 'end with 2 when something changes, with 3 when it cannot be done')
    .summary('show what a change would do: the manager tries it on a copy of the world')
    .explain({
      details: [
        'The manager runs its own controllers, sixteen times, on a simulated copy of the clusters concerned: their objects, what the provider has, what their APIs show. Nothing is changed. Shown are the objects and fields that change, machines with the field behind each, the order of things in waves, pods that leave and budgets that keep them, how much of the control plane is left, what cannot be taken back, and how long it takes.',
        'A plan that stalls says what a person has to change first; it cannot be applied. -o json is a documented, stable form: the same change on the same state gives the same bytes. -o html is one page that needs nothing else.',
      ],
      examples: [
        ['slipway plan -f examples/first-cluster.yaml', 'what a file would do'],
        [
          'slipway plan -f examples/first-cluster.yaml -o json > plan.json',
          'the same for slipway apply --plan plan.json',
        ],
        ['slipway plan --delete cluster/first -o html > plan.html', 'what goes with a cluster, as a page'],
      ],
      exits: { failed: 'a file is refused, or the change cannot be done', noManager: true },
      completesOptions: { delete: 'object' },
    })
    .action(async (given) => finish(await (await import('../commands/plan.ts')).plan(context, given)));
  options
    .namespaced(program.command('diff').addOption(options.file()).addOption(deletion()))
    .summary('the short form of plan: the objects and fields that a change leads to')
    .explain({
      details: ['Shown are the objects you declare and those that change because of them, field by field.'],
      examples: [['slipway diff -f examples/first-cluster.yaml', 'what is other than the file says']],
      exits: { ok: 'nothing changes', failed: 'something changes, or the change cannot be done', noManager: true },
      completesOptions: { delete: 'object' },
    })
    .action(async (given) => finish(await (await import('../commands/diff.ts')).diff(context, given)));
  simulateCommand({ program, context, finish });
}
