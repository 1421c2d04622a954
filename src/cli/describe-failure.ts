import { ApiError } from '#api/meta/api-error.ts';
import { ConnectionLost } from '#kube/connection-lost.ts';
import { CliError } from './cli-error.ts';
import type { CommandContext } from './context/command-context.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';

/** How a command that failed ends: what it says, and its exit code. */
export interface Failure {
  readonly lines: readonly string[];
  readonly exitCode: ExitCode;
}

function codeOf(refusal: ApiError): ExitCode {
  if (refusal.reason === 'NotFound') return exitCodes.notFound;
  return refusal.reason === 'Timeout' ? exitCodes.timeout : exitCodes.failed;
}

function isSystemError(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error;
}

/** One message for any failure. What cannot be foreseen shows where it came from, so that it can be reported. */
export function describeFailure(error: unknown, { cluster }: Partial<Pick<CommandContext, 'cluster'>> = {}): Failure {
  if (error instanceof CliError) {
    const lines = error.message.split('\n');
    return { lines: error.cure === undefined ? lines : [...lines, error.cure], exitCode: error.exitCode };
  }
  if (error instanceof ApiError) return { lines: error.message.split('\n'), exitCode: codeOf(error) };
  if (error instanceof ConnectionLost) {
    const cure =
      cluster === undefined
        ? 'look at the manager with: slipway server status'
        : `look whether kubectl --context ${cluster} reaches it`;
    return { lines: [error.message, cure], exitCode: exitCodes.noManager };
  }
  if (isSystemError(error)) return { lines: [error.message], exitCode: exitCodes.failed };
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { lines: [`this is a mistake in Slipway itself: ${text}`], exitCode: exitCodes.failed };
}
