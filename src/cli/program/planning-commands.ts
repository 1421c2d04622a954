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

/** What a change would do, before it is made: plan, diff. */
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
}
