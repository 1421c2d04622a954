/** One place of the code that says a reason. */
export interface SaidReason {
  readonly reason: string;
  /** Path from the project's root. */
  readonly file: string;
  readonly line: number;
  /** Of an outcome, `wait` or `stall` and so on; undefined for conditions and errors. */
  readonly outcome: string | undefined;
  /** Type and status of the condition it is said of, where both are known from the text. */
  readonly condition: { readonly type: string; readonly status: string } | undefined;
}
