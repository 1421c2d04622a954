import type { exitCodes } from '../exit-codes.ts';
import type { Setting } from './settings.ts';

/** What stands for a word of a command line, so that a shell can complete it. */
export type Completes =
  | 'file'
  /** One kind or several: `clusters,machines`. */
  | 'kinds'
  /** `KIND`, or `KIND/NAME`. */
  | 'object'
  /** The name of an object of the kind that stands before it. */
  | 'name'
  | 'cluster'
  /** `CLUSTER/POOL`. */
  | 'pool'
  | 'release'
  | 'namespace'
  /** A context of the user's kubeconfig. */
  | 'context'
  | 'nothing';

/** What a command says of itself beyond its arguments and options. */
export interface Manual {
  /** Paragraphs: what it does, and what one should know. */
  readonly details: readonly string[];
  /** Command lines that work as they stand, each with what it does. */
  readonly examples: readonly (readonly [line: string, does: string])[];
  /** What its exit codes mean; `true` where the usual words do. 0, 2 and 130 are common to all. */
  readonly exits?: { readonly [name in keyof typeof exitCodes]?: string | true };
  /** Variables it reads besides SLIPWAY_HOME. */
  readonly environment?: readonly Setting[];
  /** What each argument is, in order; the last one stands for all that follow. */
  readonly completes?: readonly (Completes | readonly string[])[];
  /** What the values of options are, by long name; namespaces, files and choices are known. */
  readonly completesOptions?: { readonly [option: string]: Completes | readonly string[] };
}
