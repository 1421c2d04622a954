/** Why an image could not be built: a code for programs, a sentence with the cure for people. */
export class BuildError extends Error {
  readonly code: string;
  /** True when trying again without changing anything may help, as after a failed download. */
  readonly retryable: boolean;

  constructor(code: string, message: string, options: { readonly retryable: boolean; readonly cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = 'BuildError';
    this.code = code;
    this.retryable = options.retryable;
  }
}
