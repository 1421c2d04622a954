/** One finished test. */
export interface TestRecord {
  /** The test file that was named to the runner, not the file in which the call stands. */
  readonly file: string;
  /** The names of the suites and tests around it and its own, joined by `›`. */
  readonly name: string;
  readonly milliseconds: number;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** The printed error of a failed test. */
  readonly error?: string;
  /** Why a skipped test was skipped, where it says so. */
  readonly reason?: string;
}
