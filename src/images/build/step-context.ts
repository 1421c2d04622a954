import type { Architecture } from '../architecture.ts';
import type { Artifact } from '../cache/artifact-cache.ts';

/** What a builder is given for one step. */
export interface StepContext {
  readonly architecture: Architecture;
  /** The finished artifacts of the steps this one needs, by step id. */
  readonly needs: ReadonlyMap<string, Artifact>;
  /** Where a file given to the build lies, by digest. */
  readonly inputs: ReadonlyMap<string, string>;
  /** Intermediate files; kept between attempts. */
  readonly workFolder: string;
  /** Where the result goes, flat. */
  readonly outputFolder: string;
  readonly signal: AbortSignal;
  log(line: string): void;
  /** Share of this step that is done, 0 to 1, and what is being done. */
  progress(share: number, message: string): void;
}

/** Facts worth keeping with the artifact. */
export type StepFacts = { readonly [name: string]: unknown };
