import { existsSync, globSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { loadLayers } from './architecture/load-layers.ts';
import { executeBatches } from './test/execute-batches.ts';
import { planBatches } from './test/plan-batches.ts';
import { summarize } from './test/summarize.ts';

const root = join(import.meta.dirname, '..');
const started = performance.now();

/** The test files below the given files and directories; everything but the end-to-end tests when none is given. */
function findTests(paths: readonly string[]): string[] {
  const found = new Set<string>();
  for (const path of paths.length === 0 ? [join(root, 'src'), join(root, 'tools')] : paths) {
    const absolute = resolve(path);
    if (!existsSync(absolute)) throw new Error(`There is no file or directory ${path}.`);
    const matches = statSync(absolute).isDirectory() ? globSync('**/*.test.ts', { cwd: absolute }) : [''];
    if (matches.length === 0 && paths.length > 0) throw new Error(`There is no test (*.test.ts) below ${path}.`);
    for (const match of matches) found.add(relative(root, join(absolute, match)));
  }
  return [...found].sort();
}

const batches = planBatches(findTests(process.argv.slice(2)), loadLayers(root));
const options = { root, testTimeout: 120_000, processTimeout: 420_000, live: false };
const results = await executeBatches(batches, availableParallelism(), options);
const totals = summarize(results, performance.now() - started);
console.log(`\n${totals.text}`);
process.exitCode = totals.failed === 0 ? 0 : 1;
