/** How something came out over the runs, or over all copies in all runs. Milliseconds where it is a time. */
export interface Spread {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  readonly max: number;
}

/** Clusters of one entry of a scenario, or one that an event brought. */
export interface SimulatedClusters {
  readonly name: string;
  readonly copies: number;
  /** From declared to Ready for the first time; absent where none ever was. */
  readonly ready?: Spread;
  /** How many were Ready at some time, over all runs. */
  readonly readyCount: number;
  /** From deleted to gone, at the provider too; absent where none went. */
  readonly gone?: Spread;
}

/** What kept objects of one kind from being Ready, for one reason. */
export interface SimulatedHold {
  readonly kind: string;
  readonly reason: string;
  /** Objects that said so at some time, for each run. */
  readonly objects: Spread;
  /** How long each said so at a time. */
  readonly lasted: Spread;
  /** Objects that said so in the end, over all runs. */
  readonly inTheEnd: number;
  /** The longest of all. */
  readonly example: {
    readonly seed: number;
    readonly object: string;
    readonly message: string;
    /** Milliseconds since the beginning. */
    readonly since: number;
    readonly lasted: number;
  };
}

/** Something that was expected of a run and was not so. */
export interface SimulationFailure {
  readonly seed: number;
  /** Which expectation: `expect.converges`, `events[3]`, `invariants`. */
  readonly expectation: string;
  readonly says: string;
  /** The command that shows it again. */
  readonly replay: string;
}

export interface SimulatedRun {
  readonly seed: number;
  readonly result: 'Holds' | 'Fails';
  /** From the beginning until all was as it stays. */
  readonly duration: number;
  /** From the last event until then. */
  readonly converged?: number;
  readonly effects: number;
  readonly faults: number;
  readonly machinesMade: number;
  readonly evictions: number;
  readonly managers: number;
  /** SHA-256 over what managers asked for and when: the same for the same seed. */
  readonly trace: string;
}

/** What came of a scenario. The shape of `slipway simulate -o json`; the same file and seeds give the same bytes. */
export interface SimulationReport {
  readonly format: 'slipway.dev/simulation/v1';
  readonly scenario: string;
  readonly description?: string;
  readonly result: 'Holds' | 'Fails';
  readonly duration: Spread;
  readonly clusters: readonly SimulatedClusters[];
  /** `world verb resource`: how many different ones a run asked for, and how often in all; the rest were attempts anew. */
  readonly effects: readonly { readonly effect: string; readonly different: Spread; readonly asked: Spread }[];
  readonly faults: readonly { readonly fault: string; readonly count: Spread }[];
  readonly machinesMade: Spread;
  readonly evictions: Spread;
  /** Machines that run at so many milliseconds since the beginning. */
  readonly machines: readonly { readonly at: number; readonly machines: Spread }[];
  readonly holds: readonly SimulatedHold[];
  readonly failures: readonly SimulationFailure[];
  readonly runs: readonly SimulatedRun[];
}
