import { suite, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { afterwards } from './afterwards.ts';
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

// Runs after all others. A process that lives on after its tests waits for something that a test left open.
test(afterwards, () => {
  const watchdog = setTimeout(() => {
    const open = process.getActiveResourcesInfo().filter((name) => name !== 'Timeout');
    console.error(`The tests have ended and the process does not: still open are ${open.join(', ') || 'timers'}.`);
    process.exit(1);
  }, 10_000);
  watchdog.unref();
});
