import { matchesGlob } from 'node:path';
import type { Area } from './area.ts';
import type { LayersTable } from './layers-table.ts';

/** The table of layers with the questions the tools ask of it. Paths are relative to the project's root. */
export interface Layers {
  readonly table: LayersTable;
  /** The most specific path first. */
  readonly areas: readonly Area[];
  areaOf(file: string): Area | undefined;
  isTest(file: string): boolean;
  isExcepted(file: string, rule: string): boolean;
}

/** Gives the table its questions. */
export function layers(table: LayersTable): Layers {
  const areas = Object.entries(table.areas)
    .map(([id, row]): Area => ({ effects: false, builtins: [], packages: [], ...row, id }))
    .sort((left, right) => right.path.length - left.path.length);
  return {
    table,
    areas,
    areaOf: (file) => areas.find((area) => file.startsWith(`${area.path}/`)),
    isTest: (file) => table.tests.files.some((glob) => matchesGlob(file, glob)),
    isExcepted: (file, rule) => table.exceptions.some((entry) => entry.file === file && entry.rule === rule),
  };
}
