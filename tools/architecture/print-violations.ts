import type { Violation } from './violation.ts';

/** One line for each violation, as editors and terminals link them. */
export function printViolations(violations: readonly Violation[]): string {
  return violations.map(({ file, line, rule, message }) => `${file}:${line}: ${rule}: ${message}`).join('\n');
}
