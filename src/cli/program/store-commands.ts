import type { ExplainedCommand } from './explained-command.ts';
import type { Family } from './family.ts';
import { options } from './options.ts';

/** The manager's store: server backup, restore, accept. */
export function storeCommands(server: ExplainedCommand, { context, finish }: Omit<Family, 'program'>): void {
  options
    .namespaced(server.command('backup'))
    .argument('<file>', 'the file to write; one that is there is replaced once the new one is whole')
    .summary('write the whole store into one file')
    .explain({
      details: [
        'The file holds everything the manager knows as of one moment, while it goes on working; it works without a manager too. It is written beside its place, read again whole and compared with its checksum, and only then takes its name.',
        'It holds the certificate authorities of your clusters: whoever reads it is administrator of all of them. It is readable by you alone (0600); keep it so, and keep it on another machine.',
      ],
      examples: [['slipway server backup slipway.backup', 'into the directory you are in']],
      exits: { failed: 'it could not be written, or is not what the manager sent; an older file is still there' },
      completes: ['file'],
    })
    .action(async (file: string) => finish(await (await import('../commands/backup.ts')).backup(context, file)));
  options
    .namespaced(server.command('restore'))
    .argument('<file>', 'what slipway server backup wrote')
    .option('--force', 'replace the store of another installation, whose clusters are forgotten then')
    .summary('make the store what a backup says')
    .explain({
      details: [
        'The manager has to be stopped. The file is verified by its checksum, and all that is in the store is replaced by it at once: a command that is killed leaves the one or the other. A damaged store is kept beside the new one.',
        'What happened since the backup is not in it, so the manager changes nothing in a restored store until you say that it may: start it, look at what it shows, then run slipway server accept.',
      ],
      examples: [['slipway server restore slipway.backup', 'once the manager has stopped']],
      exits: { failed: 'a manager runs, or the file is no backup or is damaged; nothing was changed' },
      completes: ['file'],
    })
    .action(async (file: string, given: { readonly force?: boolean }) =>
      finish(await (await import('../commands/restore.ts')).restore(context, file, given)),
    );
  options
    .namespaced(server.command('accept'))
    .summary('let the manager act on a restored store')
    .explain({
      details: [
        'After a restore the manager only looks. Every object says what it would do (RestoreNotAccepted). Machines that were made since the backup are not known to it; objects that were deleted since are back, and would be made again.',
      ],
      examples: [['slipway server accept', 'once what it would do is what you want']],
      exits: { noManager: true },
    })
    .action(async () => finish(await (await import('../commands/accept.ts')).accept(context)));
}
