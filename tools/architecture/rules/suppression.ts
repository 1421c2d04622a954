import type { FileRule } from '../rule.ts';

const silencer = /(?:oxlint|eslint|tslint|biome|knip)-(?:disable|ignore)|@ts-(?:ignore|nocheck|expect-error)/;

/** No rule is silenced in place: exceptions stand in layers.json with their reasons. Tests may test types. */
export const suppression: FileRule = {
  name: 'suppression',
  check(file, { layers }, report) {
    for (const { value, start } of file.comments) {
      const found = silencer.exec(value)?.[0];
      if (found === undefined || (found === '@ts-expect-error' && layers.isTest(file.path))) continue;
      report(
        file.lineOf(start),
        `'${found}' silences a rule in place: put an exception with its reason in layers.json`,
      );
    }
  },
};
