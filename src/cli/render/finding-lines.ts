import type { Finding } from '#capabilities/finding.ts';

/** Findings for people: a line each, the cure below it. */
export function findingLines(findings: readonly Finding[]): readonly string[] {
  const width = Math.max(0, ...findings.map(({ check }) => check.length));
  return findings.flatMap(({ check, cure, message, state }) => {
    const head = `${state.padEnd(7)}  ${check.padEnd(width)}  `;
    return [`${head}${message}`, ...(cure === undefined ? [] : [`${' '.repeat(head.length)}cure: ${cure}`])];
  });
}
