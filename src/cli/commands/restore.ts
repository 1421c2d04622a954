import { resolve } from 'node:path';
import { ensureDirectory } from '#platform/files/ensure-directory.ts';
import { serverRecord } from '#platform/server/server-record.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';

/** `slipway server restore FILE`: makes the store what a backup says. */
export async function restore(
  { backups, paths, terminal }: CommandContext,
  file: string,
  { force = false }: { readonly force?: boolean },
): Promise<ExitCode> {
  const record = await serverRecord.read(paths.record);
  if (record) {
    throw new CliError(`the manager runs (process ${record.pid}) and holds the store`, {
      cure: 'stop it first: slipway server stop',
    });
  }
  await ensureDirectory(paths.state);
  const restored = await backups.restore({ store: paths.store, file: resolve(file), force });
  if (restored.kept !== undefined) terminal.print(`the damaged store is kept as ${restored.kept}`);
  terminal.print(`the store is what it was at ${restored.time}`);
  terminal.say('the manager changes nothing until you accept that: slipway server start, look, slipway server accept');
  return exitCodes.ok;
}
