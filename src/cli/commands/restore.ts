import { resolve } from 'node:path';
import { ensureDirectory } from '#platform/files/ensure-directory.ts';
import type { CommandContext } from '../context/command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { requireStopped } from '../server/require-stopped.ts';

export interface RestoreFlags {
  readonly force?: boolean;
  /** The copy of a key file. */
  readonly key?: string;
}

/** `slipway server restore FILE`: makes the store what a backup says. */
export async function restore(
  { paths, store, terminal }: CommandContext,
  file: string,
  { force = false, key }: RestoreFlags = {},
): Promise<ExitCode> {
  await requireStopped(paths);
  await ensureDirectory(paths.state);
  await ensureDirectory(paths.server);
  const restored = await store.restore({
    place: { directory: paths.store, keys: paths.keys },
    file: resolve(file),
    key: key === undefined ? undefined : resolve(key),
    force,
  });
  if (restored.kept !== undefined) terminal.print(`the damaged store is kept as ${restored.kept}`);
  terminal.print(`the store is what it was at ${restored.time}`);
  terminal.say('the manager changes nothing until you accept that: slipway server start, look, slipway server accept');
  return exitCodes.ok;
}
