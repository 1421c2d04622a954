import { resolve } from 'node:path';
import { writeFileAtomically } from '#platform/files/write-file-atomically.ts';
import { serverRecord } from '#platform/server/server-record.ts';
import type { CommandContext } from '../context/command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { sizeText } from '../render/size-text.ts';

/** `slipway server backup FILE`: from the manager while one runs, otherwise from the store itself. */
export async function backup(context: CommandContext, file: string): Promise<ExitCode> {
  const { paths, signal, store, terminal } = context;
  const path = resolve(file);
  const runs = await serverRecord.read(paths.record);
  const lines = runs && (await context.connect()).lines('/slipway/v1alpha1/backup', { accept: 'text/plain', signal });
  const { bytes, objects } = await store.backup({
    lines,
    place: { directory: paths.store, keys: paths.keys },
    file: path,
  });
  await writeFileAtomically(paths.lastBackup, `${path}\n`);
  terminal.print(`${path}: ${objects} objects, ${sizeText(bytes)}, read again and whole`);
  terminal.say(`its Secrets are encrypted, and the key is not in it: keep a copy of ${paths.keys} as well, elsewhere`);
  terminal.say('whoever has both is administrator of every cluster in it; without the key it restores none');
  return exitCodes.ok;
}
