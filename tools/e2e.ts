import { globSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Batch } from './test/batch.ts';
import { executeBatches } from './test/execute-batches.ts';
import { summarize } from './test/summarize.ts';

const root = join(import.meta.dirname, '..');
const started = performance.now();
const named = process.argv.slice(2).map((path) => relative(root, resolve(path)));
const files = named.length > 0 ? named : globSync('e2e/*.e2e.ts', { cwd: root }).sort();

// One after the other: each story has the whole machine, and its times mean something.
const batches = files.map((file): Batch => ({ group: file, files: [file] }));
const options = { root, testTimeout: 1_800_000, processTimeout: 2_400_000, live: true };
const results = await executeBatches(batches, 1, options);
const totals = summarize(results, performance.now() - started);
console.log(`\n${totals.text}`);
process.exitCode = totals.failed === 0 ? 0 : 1;
