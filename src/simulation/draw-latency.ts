import type { Randomness } from '#capabilities/randomness.ts';
import type { Latency } from '#providers/contract/model.ts';

/** Milliseconds between the tenth and the ninetieth of a hundred, evenly on either side of the middle. */
export function drawLatency({ p10, p50, p90 }: Latency, randomness: Pick<Randomness, 'fraction'>): number {
  const fraction = randomness.fraction();
  return Math.round(fraction < 0.5 ? p10 + (p50 - p10) * fraction * 2 : p50 + (p90 - p50) * (fraction - 0.5) * 2);
}
