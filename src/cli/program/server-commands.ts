import { ownStoreOnly } from '../server/own-store-only.ts';
import { crdsCommand } from './crds-command.ts';
import type { Family } from './family.ts';
import { options } from './options.ts';
import { serverRunCommand } from './server-run-command.ts';
import { storeCommands } from './store-commands.ts';

/** What has a meaning for managers on clusters too. */
const onClusters: ReadonlySet<string> = new Set(['run', 'crds']);

/** The manager's process: server run, start, stop, status. */
export function serverCommands({ program, context, finish }: Family): void {
  const server = options
    .namespaced(program.command('server'))
    .summary('the manager: the process that takes clusters to what is declared')
    .description('The manager: the process that takes clusters to what is declared. Running clusters do not need it.');
  server.hook('preAction', (_server, command) => {
    if (!onClusters.has(command.name())) ownStoreOnly(context, `server ${command.name()}`);
  });
  const load = async () => (await import('../commands/server.ts')).server;
  storeCommands(server, { context, finish });
  crdsCommand(server, { context, finish });
  serverRunCommand(server, { context, finish });
  options
    .namespaced(server.command('start'))
    .summary('start it in the background')
    .explain({
      details: ['It ends when the manager serves. The manager outlives this command and its terminal.'],
      examples: [['slipway server start', 'prints address, process and log']],
      exits: { failed: 'it did not come up; the end of its log is printed' },
      environment: ['SLIPWAY_LOG'],
    })
    .action(async () => finish(await (await load()).start(context)));
  options
    .namespaced(server.command('stop'))
    .summary('stop it; running clusters do not need it')
    .explain({
      details: ['It ends when the process has ended. What was under way goes on when a manager runs again.'],
      examples: [['slipway server stop', 'also when none runs']],
      exits: { timeout: 'the process has not ended after 30 seconds' },
    })
    .action(async () => finish(await (await load()).stop(context)));
  options
    .namespaced(server.command('status'))
    .addOption(options.output('json'))
    .summary('say whether it runs, and where')
    .explain({
      details: ['The process, address, version and build of the manager, and where its store and its log are.'],
      examples: [
        ['slipway server status', 'for people'],
        ['slipway server status -o json', 'for programs'],
      ],
      exits: { noManager: true },
    })
    .action(async (given) => finish(await (await load()).status(context, given.output)));
}
