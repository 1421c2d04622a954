import { serverRecord } from '#platform/server/server-record.ts';
import type { CommandContext } from '../context/command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';

/** `slipway version`: of this command, and of the manager when one runs. */
export async function version({ installation, paths, terminal }: CommandContext): Promise<ExitCode> {
  const record = await serverRecord.read(paths.record);
  terminal.print(`slipway ${installation.version} (build ${installation.build})`);
  terminal.print(record ? `manager ${record.version} (build ${record.build})` : 'manager: does not run');
  return exitCodes.ok;
}
