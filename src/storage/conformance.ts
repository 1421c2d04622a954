import { describe, it } from 'node:test';
import { logCases } from './conformance/log-cases.ts';
import { checkAgainstModel } from './conformance/model-case.ts';
import { rangeCases } from './conformance/range-cases.ts';
import type { StorageUnderTest } from './conformance/storage-under-test.ts';
import { writeCases } from './conformance/write-cases.ts';

export interface StorageConformanceOptions {
  /** How many random call sequences are compared with the naive model. */
  readonly modelRuns?: number;
  readonly seed?: number;
}

/** Registers, with node:test, everything that the contract promises of any Storage. */
export function storageConformance(under: StorageUnderTest, options: StorageConformanceOptions = {}): void {
  const { modelRuns = 20, seed = 1 } = options;
  describe(`${under.name} is a Storage: it`, () => {
    for (const { name, run } of [...writeCases, ...rangeCases, ...logCases]) {
      it(name, async () => {
        const { storage, dispose } = await under.open();
        try {
          await run(storage);
        } finally {
          await dispose();
        }
      });
    }
    it('does what the naive model does, for random calls', async () => {
      await checkAgainstModel(under, modelRuns, seed);
    });
  });
}
