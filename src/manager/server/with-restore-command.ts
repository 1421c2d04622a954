import { readFileIfPresent } from '#platform/files/read-file-if-present.ts';
import type { ServerPaths } from '#platform/server/server-paths.ts';
import { StorageError } from '#storage/storage-error.ts';

/** Adds to the failure of a damaged store the command that restores it, with the newest backup if one was made here. */
export function withRestoreCommand(paths: Pick<ServerPaths, 'lastBackup'>): (error: unknown) => Promise<never> {
  return async (error) => {
    if (!(error instanceof StorageError) || error.reason !== 'Damaged') throw error;
    const file = (await readFileIfPresent(paths.lastBackup))?.trim();
    const command = `slipway server restore ${file === undefined ? 'FILE' : `'${file.replaceAll("'", String.raw`'\''`)}'`}`;
    const which = file === undefined ? ', where FILE is a backup; none was made on this machine' : '';
    throw new StorageError('Damaged', `${error.message}. Restore it with: ${command}${which}`, { cause: error });
  };
}
