import type { Family } from './family.ts';
import { options } from './options.ts';

function getCommand({ program, context, finish }: Family): void {
  options
    .namespaced(
      program
        .command('get')
        .argument('<kinds>', 'one or several kinds: machines, clusters,machines, all')
        .argument('[names...]', 'names of objects'),
    )
    .option('-w, --watch', 'go on with changes as they happen')
    .addOption(options.output('json', 'yaml', 'wide', 'name'))
    .option('-A, --all-namespaces', 'objects of all namespaces')
    .option('-l, --selector <selector>', 'only objects with these labels')
    .summary('list objects')
    .explain({
      details: [
        'A kind is written as its plural, singular, short name or kind, in any case; all names every kind of Slipway. -o json and -o yaml print a List, or the object itself when one is named.',
      ],
      examples: [
        ['slipway get clusters', 'all clusters of the namespace'],
        ['slipway get machines -w', 'machines, and every change of them until Ctrl-C'],
        ['slipway get cluster first -o yaml', 'one object as it is stored'],
        ['slipway get clusters,machines -A -l team=blue', 'what bears a label, in all namespaces'],
      ],
      exits: { failed: true, notFound: 'a named object does not exist', noManager: true },
      completes: ['kinds', 'name'],
    })
    .action(async (kinds: string, names: string[], given) =>
      finish(await (await import('../commands/get.ts')).get(context, { kinds, names }, given)),
    );
}

function deleteCommand({ program, context, finish }: Family): void {
  options
    .namespaced(
      program
        .command('delete')
        .argument('[kind]', 'KIND or KIND/NAME')
        .argument('[name]', 'name of the object')
        .addOption(options.file()),
    )
    .option('-y, --yes', 'do not ask for the name')
    .option('--wait', 'wait until it is gone')
    .summary('delete an object and everything that belongs to it')
    .explain({
      details: [
        'Deleting a cluster removes its machines, its endpoint and its secrets; what bears no label of this installation is left alone. It asks for the name of each object unless --yes is given. From a file, what does not exist is passed over.',
      ],
      examples: [
        ['slipway delete cluster first', 'asks for the name, then removes the cluster'],
        ['slipway delete cluster first --yes --wait', 'for scripts: no question, and ends when all is gone'],
        ['slipway delete -f examples/first-cluster.yaml', 'what a file declares'],
      ],
      exits: { failed: 'refused, or another name was typed', notFound: true, noManager: true },
      completes: ['object', 'name', 'nothing'],
    })
    .action(async (kind: string | undefined, name: string | undefined, given) =>
      finish(await (await import('../commands/delete.ts')).deleteObjects(context, { kind, name }, given)),
    );
}

function waitCommand({ program, context, finish }: Family): void {
  options
    .namespaced(
      program.command('wait').argument('<kind>', 'KIND or KIND/NAME').argument('[name]', 'name of the object'),
    )
    .requiredOption('--for <what>', 'Ready, delete, or condition=TYPE[=STATUS]')
    .option('--timeout <duration>', 'for how long, such as 90s or 10m', '10m')
    .summary('wait until something holds of an object')
    .explain({
      details: ['A condition counts when it speaks of the spec as it is now, not of the one before an edit.'],
      examples: [
        ['slipway wait cluster first --for=Ready --timeout 15m', 'until the cluster is as declared'],
        ['slipway wait machine first-workers-1 --for=condition=Bootstrapped', 'until a machine has joined'],
        ['slipway wait cluster first --for=delete', 'until it is gone'],
      ],
      exits: {
        failed: true,
        notFound: 'the object does not exist, and its end was not waited for',
        timeout: 'it did not hold in time',
        noManager: true,
      },
      completes: ['object', 'name', 'nothing'],
      completesOptions: { '--for': ['Ready', 'delete', 'condition='], '--timeout': 'nothing' },
    })
    .action(async (kind: string, name: string | undefined, given) =>
      finish(await (await import('../commands/wait.ts')).wait(context, { kind, name }, given)),
    );
}

/** Objects of any kind: get, delete, wait. */
export function objectCommands(family: Family): void {
  getCommand(family);
  deleteCommand(family);
  waitCommand(family);
}
