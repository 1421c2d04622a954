/** One breach of one rule. `file` is relative to the project's root. */
export interface Violation {
  readonly rule: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly message: string;
}
