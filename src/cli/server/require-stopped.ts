import type { ServerPaths } from '#platform/server/server-paths.ts';
import { serverRecord } from '#platform/server/server-record.ts';
import { CliError } from '../cli-error.ts';

/** @throws CliError while a manager runs: the store is its own. */
export async function requireStopped(paths: Pick<ServerPaths, 'record'>): Promise<void> {
  const record = await serverRecord.read(paths.record);
  if (record) {
    throw new CliError(`the manager runs (process ${record.pid}) and holds the store`, {
      cure: 'stop it first: slipway server stop',
    });
  }
}
