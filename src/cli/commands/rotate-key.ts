import type { CommandContext } from '../context/command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { requireStopped } from '../server/require-stopped.ts';

/** `slipway server rotate-key`: encrypts the store with a new key. */
export async function rotateKey({ paths, store, terminal }: CommandContext): Promise<ExitCode> {
  await requireStopped(paths);
  const { current, former } = await store.rotateKey({ directory: paths.store, keys: paths.keys });
  terminal.print(`the Secrets in ${paths.store} are encrypted with the key ${current}; ${former} is forgotten here`);
  terminal.say(`make a backup and a copy of ${paths.keys}: backups made before need a copy of the former key file`);
  return exitCodes.ok;
}
