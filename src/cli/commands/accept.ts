import { ConfigMap } from '#api/builtin/config-map.ts';
import { ApiError } from '#api/meta/api-error.ts';
import { restoredMark } from '#api/restored-mark.ts';
import type { CommandContext } from '../context/command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';

/** `slipway server accept`: takes the mark away that a restore left in the store. */
export async function accept(context: CommandContext): Promise<ExitCode> {
  const client = await context.connect();
  try {
    await client.objects.delete(ConfigMap, restoredMark);
  } catch (error) {
    if (!(error instanceof ApiError) || error.reason !== 'NotFound') throw error;
    context.terminal.print('nothing waits to be accepted');
    return exitCodes.ok;
  }
  context.terminal.print('accepted: the manager takes clusters to what the restored store declares');
  return exitCodes.ok;
}
