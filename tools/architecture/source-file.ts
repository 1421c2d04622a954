import type { Comment, ParseResult } from 'oxc-parser';

/** An import, a re-export, a dynamic import or an import type. */
export interface ImportUse {
  readonly specifier: string;
  readonly line: number;
  /** `export … from`. */
  readonly reexport: boolean;
}

export interface ExportUse {
  /** `*` for `export *`. */
  readonly name: string;
  readonly line: number;
  /** An interface or type alias: nothing is left of it at run time. */
  readonly isType: boolean;
  readonly reexport: boolean;
}

/** A parsed source file. `path` is relative to the project's root. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly imports: readonly ImportUse[];
  readonly exports: readonly ExportUse[];
  readonly comments: readonly Comment[];
  readonly program: ParseResult['program'];
  /** The line of an offset, from 1. */
  lineOf(offset: number): number;
}
