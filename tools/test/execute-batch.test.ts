import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import test from 'node:test';
import { executeBatch } from './execute-batch.ts';
import { summarize } from './summarize.ts';

const root = join(import.meta.dirname, '../..');

/** Runs the given texts as the test files of one batch; the answer lists each test as `outcome name`. */
async function outcomes(...texts: readonly string[]): Promise<string[]> {
  const directory = mkdtempSync(join(tmpdir(), 'batch-'));
  try {
    mkdirSync(directory, { recursive: true });
    const files = texts.map((text, index) => {
      const path = join(directory, `planted-${index}.test.ts`);
      writeFileSync(path, `import test, { after, suite } from 'node:test';\n${text}\n`);
      return relative(root, path);
    });
    const options = { root, testTimeout: 60_000, processTimeout: 60_000, live: false };
    const { tests } = await executeBatch({ group: 'planted', files }, options);
    return tests.map(({ outcome, name }) => `${outcome} ${name.replace(/\S*(planted-\d)\S*/, '$1')}`);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const passes = "test('passes', () => {});";

test('tests that pass, fail and are skipped are told apart, in suites too', async () => {
  const text = `${passes} test.skip('later', () => {}); suite('one', () => { test('fails', () => { throw new Error('no'); }); });`;
  assert.deepEqual(await outcomes(text), ['passed passes', 'skipped later', 'failed one › fails']);
});

test('a suite that is skipped counts as one skipped test', async () => {
  const text = "suite('one', { skip: 'no engine' }, () => { test('never runs', () => {}); });";
  assert.deepEqual(await outcomes(text), ['skipped one']);
});

test('a file that throws after its first test fails, and the next file still runs', async () => {
  const found = await outcomes(`${passes} throw new Error('no');`, passes);
  assert.deepEqual(found, ['passed passes', 'failed planted-0 can be loaded', 'passed passes']);
});

test('a file without a test fails', async () => {
  assert.deepEqual(await outcomes(passes, 'after(() => {});'), ['passed passes', 'failed planted-1 ran no test']);
});

test('a process that ends in the middle fails, even with exit code 0', async () => {
  const found = await outcomes(`${passes} test('ends it', () => process.exit(0)); test('is never reached', () => {});`);
  assert.equal(found.at(-1), 'failed the process ended before its tests did');
});

test('a hook that throws fails', async () => {
  const found = await outcomes(`suite('one', () => { ${passes} after(() => { throw new Error('no'); }); });`);
  assert.deepEqual(found, ['passed one › passes', 'failed one']);
});

test('what a test leaves in the temporary directory fails', async () => {
  const leaves =
    "import { writeFileSync } from 'node:fs'; import { tmpdir } from 'node:os'; writeFileSync(`${tmpdir()}/left`, '');";
  assert.deepEqual(await outcomes(`${leaves} ${passes}`), [
    'passed passes',
    'failed left in the temporary directory: left',
  ]);
});

test('what was skipped is listed with its reason', () => {
  const skipped = { file: 'a.test.ts', name: 'one', milliseconds: 0, outcome: 'skipped', reason: 'no engine' } as const;
  const batch = { group: 'planted', files: ['a.test.ts'] };
  const { text } = summarize([{ batch, tests: [skipped], milliseconds: 0, output: '' }], 0);
  assert.match(text, /^Skipped:\n {2}a\.test\.ts: one: no engine$/m);
});

test('a run without any test is a failure', () => {
  assert.match(summarize([], 0).text, /\n0 passed, 1 failed$/);
});
