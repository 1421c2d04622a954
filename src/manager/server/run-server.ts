import { clock } from '#platform/clock.ts';
import { ensureDirectory } from '#platform/files/ensure-directory.ts';
import { createLogger } from '#platform/logging/create-logger.ts';
import { serverPaths } from '#platform/server/server-paths.ts';
import { stateDirectory } from '#platform/state-directory.ts';
import { readServerArguments } from './read-server-arguments.ts';

/** The manager as a process, on a store of its own or on a cluster; it works until told to stop. The exit code. */
export async function runServer(): Promise<number> {
  const { place, ...given } = readServerArguments(process.argv.slice(2));
  const paths = serverPaths(stateDirectory(process.env));
  await ensureDirectory(paths.state);
  const logger = createLogger({ clock, level: process.env['SLIPWAY_LOG'] === 'debug' ? 'debug' : 'info' });
  if (place === undefined) return await (await import('./run-embedded.ts')).runEmbedded({ logger, paths });
  return await (await import('../cluster/run-on-cluster.ts')).runOnCluster({ ...given, place, logger, paths });
}
