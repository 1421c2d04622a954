import type { Family } from './family.ts';
import { options } from './options.ts';

/** From files to objects: up, apply. */
export function declaringCommands({ program, context, finish }: Family): void {
  options
    .namespaced(program.command('up').argument('<file>', 'a file that declares clusters'))
    .summary('make a declared cluster real: start what is missing, apply the file, and show how it comes up')
    .explain({
      details: [
        'It looks at this machine first, as slipway doctor does, and puts right what it may: a missing container engine, few inotify instances. Then it starts the manager, or restarts one of another build, applies the file, and shows the progress until every cluster is Ready.',
        'Ctrl-C ends the watching only; the manager goes on. A cluster that is stalled for ten seconds ends the command with the reason. Run again without a change it says that there is nothing to do.',
      ],
      examples: [['slipway up examples/first-cluster.yaml', 'a cluster of three machines, from nothing']],
      exits: { failed: 'the file is refused, this machine lacks something, or a cluster is stalled' },
      environment: ['SLIPWAY_LOG'],
      completes: ['file'],
    })
    .action(async (path: string, given) => finish(await (await import('../commands/up.ts')).up(context, path, given)));
  options
    .namespaced(program.command('apply').addOption(options.file()))
    .option('--dry-run', 'check against the manager, write nothing')
    .option('--plan <plan>', 'do exactly this plan: its name, or a file that plan -o json made')
    .option('--allow-repairs', 'with --plan: let pass what only puts back what was there')
    .summary('declare objects; all files are checked before anything is written')
    .explain({
      details: [
        'Objects are written by server-side apply as the field manager slipway. All problems of all files are told at once, each with file, line, column and field, and nothing is changed then. What somebody else owns is not taken: the message names the owner.',
        'With --plan the manager does exactly what a plan says. It refuses when a fact the plan stands on is another and names it, stops at the first change that is not in the plan, and goes on after it was killed. The command waits until all is as planned; Ctrl-C ends the waiting only. A plan that is not applied within an hour is worth nothing any more. To give a stopped plan up, delete it: everything passes again.',
      ],
      examples: [
        ['slipway apply -f examples/first-cluster.yaml', 'declare what one file says'],
        ['slipway apply -f examples/ --dry-run', 'check all files of a directory'],
        ['slipway apply --plan plan.json', 'do what a plan says, and nothing else'],
        ['cat examples/first-cluster.yaml | slipway apply -f -', 'declare what another program prints'],
      ],
      exits: { failed: 'a file or a plan is refused, or the plan was stopped', noManager: true },
    })
    .action(async (given) => finish(await (await import('../commands/apply.ts')).apply(context, given)));
}
