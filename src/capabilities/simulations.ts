import type { SimulationReport } from '#domain/simulation/simulation-report.ts';

export interface SimulationRequest {
  /** The scenario as JSON, not checked yet. */
  readonly scenario: unknown;
  /** Which runs are made; absent: those the scenario says. */
  readonly seeds: readonly number[] | undefined;
  /** The command that lives one seed again. */
  readonly replay: (seed: number) => string;
  readonly onProgress: (progress: SimulationProgress) => void;
  /** Ends it; it rejects with the reason then. */
  readonly signal: AbortSignal;
}

export interface SimulationProgress {
  readonly runs: number;
  readonly ended: number;
  /** Runs that fell short of an expectation so far. */
  readonly failed: number;
  /** The furthest run that goes on: its seed, and its milliseconds since the beginning. */
  readonly under: { readonly seed: number; readonly now: number } | undefined;
}

export type SimulationOutcome =
  | /** What is wrong with the scenario; nothing was run. */ {
      readonly problems: readonly { readonly field: string; readonly message: string }[];
    }
  | {
      readonly report: SimulationReport;
      /** The story of each run as text, in the order of the seeds. */
      readonly stories: readonly string[];
    };

/** Lives scenarios on simulated worlds. Touches neither a manager nor anything that exists. */
export interface Simulations {
  run(request: SimulationRequest): Promise<SimulationOutcome>;
}
