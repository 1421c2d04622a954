/** What one round found, or all rounds so far together. */
export interface Findings {
  /** Named counts, added up over the rounds. */
  readonly figures: Readonly<Record<string, number>>;
  /** One sentence for each thing that went wrong. */
  readonly failures: readonly string[];
}

/** A long test, divided into rounds that can each stand alone. */
export interface Soak {
  readonly name: string;
  /** What is tested, a folder from the project's root: when a file in it or the soak's own changes, rounds done before no longer count. */
  readonly sources: string;
  readonly rounds: number;
  /** Runs the round with this number, which counts from 1 and serves as its seed. */
  run(round: number): Promise<Findings>;
}
