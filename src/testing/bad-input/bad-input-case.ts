import type { Kind } from '#api/meta/kind.ts';

/** One file that must be refused. */
export interface BadInputCase {
  /** What is wrong with it, as the test's name goes on: "a file with …". */
  readonly name: string;
  /** The file as somebody wrote it. */
  readonly file: string | Uint8Array;
  /** Everything that must be said of it, in this order: `LINE:COLUMN path: sentence`. */
  readonly problems: readonly string[];
  /** What is stored before. */
  readonly stored?: readonly {
    readonly kind: Kind;
    readonly object: { readonly metadata: { readonly name: string }; readonly spec?: unknown };
  }[];
  /** `-n` of the command line. */
  readonly namespace?: string;
}
