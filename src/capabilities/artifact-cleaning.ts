/** Something on this machine that nobody needs; it can be made again. */
export interface UnusedArtifact {
  /** What it is, for a person. */
  readonly name: string;
  readonly sizeBytes: number;
}

export interface CleaningRequest {
  /** The state directory it is asked for. What images of other ones are made of stays. */
  readonly home: string;
  /** Names of the MachineImages that are built or being built, which keep what they are made of. */
  readonly images: ReadonlySet<string>;
  /** Only looks. */
  readonly dryRun: boolean;
  readonly signal: AbortSignal;
}

/** The cache of built artifacts as a command cleans it. */
export interface ArtifactCleaning {
  /** Removes what no image needs and gives what that was; waits for a build that runs. */
  clean(request: CleaningRequest): Promise<readonly UnusedArtifact[]>;
}
