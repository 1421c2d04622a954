import type { FileRule } from '../rule.ts';

/** Every file belongs to a row of layers.json: a new folder cannot escape the rules by being unknown. */
export const knownArea: FileRule = {
  name: 'known-area',
  check(file, { layers }, report) {
    if (layers.areaOf(file.path) === undefined) report(1, 'this folder is in no area of layers.json');
  },
};
