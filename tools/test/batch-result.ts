import type { Batch } from './batch.ts';
import type { TestRecord } from './test-record.ts';

/** What one process of tests did. Every problem that is no test, such as a crash, is in `tests` as a failed one. */
export interface BatchResult {
  readonly batch: Batch;
  readonly tests: readonly TestRecord[];
  readonly milliseconds: number;
  /** What the process wrote on standard output and error, for failures only. */
  readonly output: string;
}
