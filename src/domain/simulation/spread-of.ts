import type { Spread } from './simulation-report.ts';

/** Nearest-rank quantiles and the largest of numbers, as whole numbers; nothing of none. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((left, right) => left - right);
  const at = (share: number): number => Math.round(sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0);
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9), max: at(1) };
}
