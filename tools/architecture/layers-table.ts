import type { Area } from './area.ts';

/** A file that may break one rule, and why. */
export interface LayerException {
  readonly file: string;
  readonly rule: string;
  readonly reason: string;
}

/** A property that pure layers may not read; without `object`, of any object. */
export interface BannedProperty {
  readonly object?: string;
  readonly property: string;
  readonly message: string;
}

/** Sizes in lines and counts. */
export interface Budgets {
  readonly file: number;
  /** `mostFilesShare` of all files are at most this long. */
  readonly mostFiles: number;
  readonly mostFilesShare: number;
  readonly testFile: number;
  readonly function: number;
  readonly parameters: number;
}

/** `layers.json` as it is written. */
export interface LayersTable {
  readonly areas: Readonly<Record<string, Pick<Area, 'path' | 'says' | 'imports'> & Partial<Area>>>;
  /** Folders whose sub-folders never import each other, but for those in `common`. */
  readonly siblings: readonly { readonly path: string; readonly common: readonly string[] }[];
  readonly concreteProviders: { readonly areas: readonly string[]; readonly importedBy: readonly string[] };
  readonly tests: {
    readonly files: readonly string[];
    readonly packages: readonly string[];
    /** Globals that are banned in pure layers but open to their tests. */
    readonly globals: readonly string[];
  };
  /** Global by the advice that is given instead. */
  readonly bannedGlobals: Readonly<Record<string, string>>;
  readonly bannedProperties: readonly BannedProperty[];
  readonly bannedFileNames: readonly string[];
  /** By folder (a glob), the names of files that tell their part in it; the folder tells of what. */
  readonly roleFiles: Readonly<Record<string, readonly string[]>>;
  readonly budgets: Budgets;
  readonly exceptions: readonly LayerException[];
}
