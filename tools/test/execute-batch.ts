import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterwards } from './afterwards.ts';
import type { Batch } from './batch.ts';
import type { BatchResult } from './batch-result.ts';
import type { TestRecord } from './test-record.ts';

export interface BatchOptions {
  readonly root: string;
  /** Milliseconds after which one test fails. */
  readonly testTimeout: number;
  /** Milliseconds after which the whole process is killed. */
  readonly processTimeout: number;
  /** Show Node's own report while the tests run. */
  readonly live: boolean;
}

interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
}

/** How a batch's process ended, beside its tests. */
interface Ending {
  readonly exit: Exit;
  readonly leftovers: readonly string[];
  /** The last test of all, which the runner adds, was reached. */
  readonly finished: boolean;
}

function run(command: readonly string[], environment: NodeJS.ProcessEnv, options: BatchOptions): Promise<Exit> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, command, {
      cwd: options.root,
      env: environment,
      stdio: ['ignore', options.live ? 'inherit' : 'pipe', options.live ? 'inherit' : 'pipe'],
    });
    const chunks: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
    const deadline = setTimeout(() => child.kill('SIGKILL'), options.processTimeout);
    child.on('error', reject);
    // `exit`, not `close`: a grandchild that holds the pipes open must not hold up the report.
    child.on('exit', (code, signal) => {
      clearTimeout(deadline);
      setImmediate(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
        resolve({ code, signal, output: Buffer.concat(chunks).toString('utf8') });
      });
    });
  });
}

function readRecords(path: string): TestRecord[] {
  const lines = readFileSync(path, { encoding: 'utf8', flag: 'a+' }).split('\n');
  return lines.filter((line) => line !== '').map((line): TestRecord => JSON.parse(line));
}

/** What went wrong beside the tests themselves: each becomes a failed test, so that nothing passes in silence. */
function problems(batch: Batch, tests: readonly TestRecord[], { exit, leftovers, finished }: Ending): TestRecord[] {
  const failed = (file: string, name: string): TestRecord => ({
    file,
    name,
    milliseconds: 0,
    outcome: 'failed',
    error: name,
  });
  const found: TestRecord[] = [];
  for (const file of batch.files) {
    if (!tests.some((test) => test.file === file)) found.push(failed(file, `${file} ran no test`));
  }
  const files = batch.files.join(', ');
  const known = tests.some((test) => test.outcome === 'failed');
  if (exit.signal !== null) found.push(failed(files, `the process was ended by ${exit.signal}`));
  else if (exit.code !== 0 && !known) found.push(failed(files, `the process ended with exit code ${exit.code}`));
  else if (!finished) found.push(failed(files, 'the process ended before its tests did'));
  if (leftovers.length > 0) found.push(failed(files, `left in the temporary directory: ${leftovers.join(', ')}`));
  return found;
}

/** Runs one batch in its own process with its own temporary directory, which must be empty afterwards. */
export async function executeBatch(batch: Batch, options: BatchOptions): Promise<BatchResult> {
  const started = performance.now();
  const scratch = mkdtempSync(join(tmpdir(), 'slipway-test-'));
  const temporary = mkdtempSync(join(tmpdir(), 'slip-'));
  try {
    const events = join(scratch, 'events');
    const live = options.live ? ['--test-reporter=spec', '--test-reporter-destination=stdout'] : [];
    const command = [
      '--disable-warning=ExperimentalWarning',
      `--test-timeout=${options.testTimeout}`,
      ...live,
      `--test-reporter=${join(options.root, 'tools/test/event-reporter.ts')}`,
      `--test-reporter-destination=${events}`,
      join(options.root, 'tools/test/run-batch.ts'),
      ...batch.files,
    ];
    const environment: NodeJS.ProcessEnv = { ...process.env, TMPDIR: temporary };
    delete environment['NODE_TEST_CONTEXT'];
    const exit = await run(command, environment, options);
    const records = readRecords(events);
    const tests = records.filter((record) => record.name !== afterwards);
    const ending = { exit, leftovers: readdirSync(temporary), finished: tests.length < records.length };
    tests.push(...problems(batch, tests, ending));
    return { batch, tests, milliseconds: performance.now() - started, output: exit.output };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    rmSync(temporary, { recursive: true, force: true });
  }
}
