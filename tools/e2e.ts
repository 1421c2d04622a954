import { globSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Batch } from './test/batch.ts';
import { executeBatches } from './test/execute-batches.ts';
import { summarize } from './test/summarize.ts';

const root = join(import.meta.dirname, '..');
const started = performance.now();
const named = process.argv.slice(2).map((path) => relative(root, resolve(path)));
const files = named.length > 0 ? named : globSync('e2e/*.e2e.ts', { cwd: root }).sort();

function restartsEngine(file: string): boolean {
  return file === 'e2e/02-without-manager.e2e.ts';
}

function batchesOf(chosen: readonly string[]): Batch[] {
  return chosen.map((file) => ({ group: file, files: [file] }));
}

// Two stories at once: each waits half its time for something that needs no processor. Those that restart what others
// stand on come before them, alone.
const atOnce = 2;
const restarting = files.filter(restartsEngine);
const together = files.filter((file) => !restartsEngine(file));
const options = { root, testTimeout: 1_800_000, processTimeout: 2_400_000, live: files.length === 1 };
const results = [
  ...(await executeBatches(batchesOf(restarting), 1, options)),
  ...(await executeBatches(batchesOf(together), atOnce, options)),
];
const totals = summarize(results, performance.now() - started);
console.log(`\n${totals.text}`);
process.exitCode = totals.failed === 0 ? 0 : 1;
