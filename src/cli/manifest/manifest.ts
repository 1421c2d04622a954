import type { Kind } from '#api/meta/kind.ts';
import type { ApplyConfiguration } from '#capabilities/object-api.ts';
import type { Position } from './locate-field.ts';

/** One object of a file. */
export interface Manifest {
  /** As the user named the file; `standard input` for `-`. */
  readonly file: string;
  readonly kind: Kind;
  readonly object: ApplyConfiguration;
  /** It has no name of its own: only to be checked. */
  readonly nameless?: boolean;
  /** Where a field stands in the file, from its path. */
  locate(path: string): Position;
}
