import type { Quantiles } from './plan-document.ts';

/** Nearest-rank quantiles of at least one number, as whole numbers. */
export function quantilesOf(values: readonly number[]): Quantiles {
  const sorted = values.toSorted((left, right) => left - right);
  const at = (share: number): number => Math.round(sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0);
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9) };
}
