import type { BatchResult } from './batch-result.ts';

export interface Totals {
  readonly passed: number;
  readonly failed: number;
  /** The report, to be printed; its last line is `N passed, N failed`. */
  readonly text: string;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

function failures(results: readonly BatchResult[]): string[] {
  const lines: string[] = [];
  for (const { tests, output } of results) {
    const failed = tests.filter((test) => test.outcome === 'failed');
    for (const test of failed) {
      const error = (test.error ?? '').split('\n').map((line) => `    ${line}`);
      lines.push(`✖ ${test.file}: ${test.name}`, ...error, '');
    }
    if (failed.length > 0 && output.trim() !== '') {
      lines.push(
        '  It wrote:',
        ...output
          .trimEnd()
          .split('\n')
          .slice(-60)
          .map((line) => `    ${line}`),
        '',
      );
    }
  }
  return lines;
}

function groupTable(results: readonly BatchResult[]): string[] {
  const rows = [...Map.groupBy(results, (result) => result.batch.group)].map(([group, members]) => {
    const tests = members.flatMap((member) => member.tests);
    const count = (outcome: string): number => tests.filter((test) => test.outcome === outcome).length;
    const files = members.reduce((sum, member) => sum + member.batch.files.length, 0);
    const skipped = count('skipped');
    const cells = [group, `${files} files`, `${count('passed')} passed`, `${count('failed')} failed`];
    const time = members.reduce((sum, member) => sum + member.milliseconds, 0);
    return { time, cells: [...cells, seconds(time), skipped === 0 ? '' : `${skipped} skipped`] };
  });
  rows.sort((left, right) => right.time - left.time);
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(0, ...rows.map((row) => row.cells[column]?.length ?? 0)));
  return rows.map(({ cells }) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

function slowest(results: readonly BatchResult[]): string[] {
  const tests = results.flatMap((result) => result.tests).filter((test) => test.milliseconds >= 500);
  tests.sort((left, right) => right.milliseconds - left.milliseconds);
  return tests.slice(0, 10).map((test) => `  ${seconds(test.milliseconds).padStart(7)}  ${test.file}: ${test.name}`);
}

/** What was not run, and why: nothing is left out in silence. */
function skips(results: readonly BatchResult[]): string[] {
  const skipped = results.flatMap((result) => result.tests).filter((test) => test.outcome === 'skipped');
  return skipped.map(({ file, name, reason }) => `  ${file}: ${name}${reason === undefined ? '' : `: ${reason}`}`);
}

/** Adds up what the batches did. A group that ran no test at all counts as a failure. */
export function summarize(results: readonly BatchResult[], milliseconds: number): Totals {
  const tests = results.flatMap((result) => result.tests);
  const passed = tests.filter((test) => test.outcome === 'passed').length;
  let failed = tests.filter((test) => test.outcome === 'failed').length;
  const lines = failures(results);
  if (passed + failed === 0) {
    failed = 1;
    lines.push('✖ No test ran.', '');
  }
  const skipped = skips(results);
  if (skipped.length > 0) lines.push('Skipped:', ...skipped, '');
  const slow = slowest(results);
  lines.push('Where the time went (time of processes; two run at once on two cores):', ...groupTable(results), '');
  if (slow.length > 0) lines.push('The slowest tests:', ...slow, '');
  lines.push(`Elapsed: ${seconds(milliseconds)}`, `${passed} passed, ${failed} failed`);
  return { passed, failed, text: lines.join('\n') };
}
