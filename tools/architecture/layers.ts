import { readFileSync } from 'node:fs';
import { matchesGlob, join } from 'node:path';
import type { Area } from './area.ts';

export interface LayerException {
  readonly file: string;
  readonly rule: string;
  readonly reason: string;
}

export interface BannedProperty {
  readonly object?: string;
  readonly property: string;
  readonly message: string;
}

/** `layers.json` as it is written. */
export interface LayersTable {
  readonly areas: Readonly<Record<string, Omit<Area, 'id' | 'effects' | 'builtins' | 'packages'> & Partial<Area>>>;
  readonly siblings: readonly { readonly path: string; readonly common: readonly string[] }[];
  readonly concreteProviders: { readonly areas: readonly string[]; readonly importedBy: readonly string[] };
  readonly tests: {
    readonly files: readonly string[];
    readonly packages: readonly string[];
    /** Globals that are banned in pure layers but open to their tests. */
    readonly globals: readonly string[];
  };
  readonly bannedGlobals: Readonly<Record<string, string>>;
  readonly bannedProperties: readonly BannedProperty[];
  readonly bannedFileNames: readonly string[];
  readonly budgets: {
    readonly file: number;
    /** `mostFilesShare` of all files are at most this long. */
    readonly mostFiles: number;
    readonly mostFilesShare: number;
    readonly testFile: number;
    readonly function: number;
    readonly parameters: number;
  };
  readonly exceptions: readonly LayerException[];
}

/** The table of layers with the questions the tools ask of it. Paths are relative to the project's root. */
export interface Layers {
  readonly table: LayersTable;
  readonly areas: readonly Area[];
  areaOf(file: string): Area | undefined;
  isTest(file: string): boolean;
  isExcepted(file: string, rule: string): boolean;
}

/** The alias of an area's layer: `api` for `api/meta`, but each provider is a layer of its own. */
export function layerOf(area: Area): string {
  return area.id.startsWith('providers/') ? area.id : (area.id.split('/')[0] ?? area.id);
}

/** Gives the table its questions. */
export function layersOf(table: LayersTable): Layers {
  const areas = Object.entries(table.areas)
    .map(([id, row]): Area => ({ effects: false, builtins: [], packages: [], ...row, id }))
    .sort((left, right) => right.path.length - left.path.length);
  return {
    table,
    areas,
    areaOf: (file) => areas.find((area) => file.startsWith(`${area.path}/`)),
    isTest: (file) => file.startsWith('src/testing/') || table.tests.files.some((glob) => matchesGlob(file, glob)),
    isExcepted: (file, rule) => table.exceptions.some((entry) => entry.file === file && entry.rule === rule),
  };
}

/** Reads `layers.json` in the project's root. */
export function loadLayers(root: string): Layers {
  return layersOf(JSON.parse(readFileSync(join(root, 'layers.json'), 'utf8')));
}
