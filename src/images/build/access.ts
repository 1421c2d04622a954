import type { Web } from '../fetch/web.ts';
import type { OfficialPlaces } from '../recipes/official-places.ts';

/** What builders fetch with. */
export interface Access {
  readonly web: Web;
  readonly places: OfficialPlaces;
  /** Has the files of artifacts that somebody made before. */
  readonly mirror?: {
    /** Puts a file of the mirror at a path, its digest verified. */
    take(file: MirroredFile, taking: Taking): Promise<void>;
  };
}

export interface MirroredFile {
  readonly digest: string;
  readonly sizeBytes: number;
}

export interface Taking {
  readonly to: string;
  readonly signal: AbortSignal;
  log(line: string): void;
  onBytes(done: number): void;
}
