import type { RestoreFlags } from '../commands/restore.ts';
import type { ExplainedCommand } from './explained-command.ts';
import type { Family } from './family.ts';
import { options } from './options.ts';

/** The manager's store: server backup, restore, accept, rotate-key. */
export function storeCommands(server: ExplainedCommand, { context, finish }: Omit<Family, 'program'>): void {
  options
    .namespaced(server.command('backup'))
    .argument('<file>', 'the file to write; one that is there is replaced once the new one is whole')
    .summary('write the whole store into one file')
    .explain({
      details: [
        'The file holds everything the manager knows as of one moment, while it goes on working; it works without a manager too. It is written beside its place, read again whole and compared with its checksum, and only then takes its name.',
        'The certificate authorities of your clusters are in it, as Secrets are in the store: encrypted, with a key that is not in it. Keep a copy of the key file too, elsewhere: without it nothing restores the backup, and whoever has both is administrator of all clusters.',
      ],
      examples: [['slipway server backup slipway.backup', 'into the directory you are in']],
      exits: { failed: 'it could not be written, or is not what the manager sent; an older file is still there' },
      completes: ['file'],
    })
    .action(async (file: string) => finish(await (await import('../commands/backup.ts')).backup(context, file)));
  options
    .namespaced(server.command('restore'))
    .argument('<file>', 'what slipway server backup wrote')
    .option(
      '--key <file>',
      'a copy of the key file that the manager had when the backup was made; without it its present one',
    )
    .option('--force', 'replace the store of another installation, whose clusters are forgotten then')
    .summary('make the store what a backup says')
    .explain({
      details: [
        'The manager has to be stopped. The file is verified by its checksum, and all that is in the store is replaced by it at once: a command that is killed leaves the one or the other. A damaged store is kept beside the new one.',
        'What happened since the backup is not in it, so the manager changes nothing in a restored store until you say that it may: start it, look at what it shows, then run slipway server accept.',
      ],
      examples: [
        ['slipway server restore slipway.backup', 'once the manager has stopped'],
        ['slipway server restore slipway.backup --key store.keys', 'on another machine, or since the key was rotated'],
      ],
      exits: {
        failed: 'a manager runs, the file is no backup or is damaged, or its key is missing; nothing was changed',
      },
      completes: ['file'],
    })
    .action(async (file: string, given: RestoreFlags) =>
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
  rotation(server, { context, finish });
}

function rotation(server: ExplainedCommand, { context, finish }: Omit<Family, 'program'>): void {
  options
    .namespaced(server.command('rotate-key'))
    .summary('encrypt the store with a new key')
    .explain({
      details: [
        'Secrets in the store are encrypted with AES-256-GCM; the key is in a file beside the store (server/store.keys in the state directory, 0600). With the manager stopped this makes a new key, encrypts everything with it and forgets the former one. Killed at any moment it leaves a store that opens; the manager, or this command, goes on with it.',
        'Backups that were made before need a copy of the former key file: make a new backup afterwards.',
      ],
      examples: [['slipway server rotate-key', 'once the manager has stopped']],
      exits: { failed: 'a manager runs, the key file is missing, or there is no room to write the store anew' },
    })
    .action(async () => finish(await (await import('../commands/rotate-key.ts')).rotateKey(context)));
}
