/** Test files that run in one process. */
export interface Batch {
  /** The name under which the batch is reported: a layer, or `name (isolated)` for files with a process each. */
  readonly group: string;
  /** Paths relative to the project's root. */
  readonly files: readonly string[];
}
