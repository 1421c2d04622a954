import { type ExitCode, exitCodes } from './exit-codes.ts';

/** A command ends with a sentence (several lines for several problems), possibly the cure, and an exit code. */
export class CliError extends Error {
  readonly exitCode: ExitCode;
  readonly cure: string | undefined;

  constructor(message: string, options: { readonly exitCode?: ExitCode; readonly cure?: string | undefined } = {}) {
    super(message);
    this.name = 'CliError';
    this.exitCode = options.exitCode ?? exitCodes.failed;
    this.cure = options.cure;
  }
}
