import type { Batch } from './batch.ts';
import type { BatchResult } from './batch-result.ts';
import { executeBatch } from './execute-batch.ts';
import type { BatchOptions } from './execute-batch.ts';

/** Runs batches, at most `atOnce` at a time, and says in one line when each has ended. */
export async function executeBatches(
  batches: readonly Batch[],
  atOnce: number,
  options: BatchOptions,
): Promise<BatchResult[]> {
  const waiting = [...batches];
  const results: BatchResult[] = [];
  const worker = async (): Promise<void> => {
    for (let batch = waiting.shift(); batch !== undefined; batch = waiting.shift()) {
      const result = await executeBatch(batch, options);
      results.push(result);
      const failed = result.tests.filter((test) => test.outcome === 'failed').length;
      const name = batch.files.length === 1 ? batch.files[0] : `${batch.group}, ${batch.files.length} files`;
      const time = (result.milliseconds / 1000).toFixed(1);
      console.log(`${failed === 0 ? '✔' : '✖'} ${name}: ${result.tests.length} tests, ${failed} failed, ${time} s`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
