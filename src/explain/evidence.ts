/** What shows that a cause is one: where it was read and what stands there. */
export interface Evidence {
  /** `journal of machine first-workers-1, entry 17`. */
  readonly source: string;
  /** RFC 3339, by the clock of whoever wrote it. */
  readonly time?: string;
  /** Of a machine's bootstrap. */
  readonly phase?: string;
  readonly command?: string;
  readonly exitCode?: number;
  /** As they were printed; never with a secret. */
  readonly lines: readonly string[];
}
