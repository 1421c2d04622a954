/** How long the parts of something took, one after the other. */
export interface Lap {
  readonly part: string;
  readonly milliseconds: number;
}

export interface Stopwatch {
  /** Ends the part that runs. */
  lap(part: string): void;
  readonly laps: readonly Lap[];
  /** Milliseconds since the start. */
  total(): number;
}

export function startStopwatch(): Stopwatch {
  const laps: Lap[] = [];
  const started = performance.now();
  let last = started;
  return {
    laps,
    lap(part) {
      const now = performance.now();
      laps.push({ part, milliseconds: Math.round(now - last) });
      last = now;
    },
    total: () => Math.round(performance.now() - started),
  };
}
