import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { exitCodes } from '../exit-codes.ts';

/** @throws CliError where a context is chosen: a cluster starts, stops and keeps its managers and their objects by itself. */
export function ownStoreOnly({ cluster }: Pick<CommandContext, 'cluster'>, command: string): void {
  if (cluster === undefined) return;
  throw new CliError(
    `slipway ${command} is of a manager with a store of its own, and the context ${cluster} is a cluster, which takes care of its own`,
    { exitCode: exitCodes.usage, cure: 'leave out --context and unset SLIPWAY_CONTEXT' },
  );
}
