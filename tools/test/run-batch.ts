import { suite, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { batchMarker } from './batch-marker.ts';

// Loads the test files named as arguments into this one process. Node's own `--test-isolation=none` says nothing when
// a file throws after its first test; here that is a failed test. An empty suite before each file tells the reporter
// which file the tests after it belong to, because tests of a shared conformance suite carry the suite's path.
for (const file of process.argv.slice(2)) {
  suite(`${batchMarker}${file}`, () => {});
  try {
    await import(pathToFileURL(file).href);
  } catch (error) {
    test(`${file} can be loaded`, () => {
      throw error;
    });
  }
}
