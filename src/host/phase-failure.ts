/** A phase that could not do its work; `message` is a sentence with the cure, free of secrets. */
export class PhaseFailure extends Error {
  readonly command?: readonly string[];
  readonly exitCode?: number;
  /** False when trying again at once cannot help. */
  readonly retryable: boolean;
  readonly facts?: { readonly [name: string]: unknown };

  constructor(
    message: string,
    details: {
      readonly command?: readonly string[];
      readonly exitCode?: number;
      readonly retryable?: boolean;
      readonly facts?: { readonly [name: string]: unknown };
    } = {},
  ) {
    super(message);
    this.name = 'PhaseFailure';
    if (details.command !== undefined) this.command = details.command;
    if (details.exitCode !== undefined) this.exitCode = details.exitCode;
    if (details.facts !== undefined) this.facts = details.facts;
    this.retryable = details.retryable ?? true;
  }
}
