import { basename, dirname, matchesGlob } from 'node:path';
import type { Layers } from '../layers.ts';
import type { FileRule } from '../rule.ts';
import type { ExportUse } from '../source-file.ts';

/** The words of a name in any case style, lower-case and without a plural's s. */
function wordsOf(name: string): string[] {
  const spaced = name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[-_]/g, ' ');
  return spaced.split(' ').map((word) => word.toLowerCase().replace(/s$/, ''));
}

function hasRoleName(path: string, { table }: Layers): boolean {
  const name = basename(path, '.ts');
  return Object.entries(table.roleFiles).some(
    ([folder, names]) => names.includes(name) && matchesGlob(dirname(path), folder),
  );
}

/**
 * A file exports one thing with its types and is named for it. Beside it may stand companions that carry its words
 * (`apiErrorCodes` in `api-error.ts`) and, where the thing is a type, one value. Errors it throws are among its types.
 */
export const namedForIt: FileRule = {
  name: 'named-for-it',
  check(file, { layers }, report) {
    const own = file.exports.filter((entry) => !entry.reexport && entry.name !== 'default');
    if (own.length === 0 || layers.isTest(file.path) || hasRoleName(file.path, layers)) return;
    const words = wordsOf(basename(file.path, '.ts'));
    const carriesName = ({ name }: ExportUse): boolean => words.every((word) => wordsOf(name).includes(word));
    if (!own.some(carriesName)) {
      report(1, `nothing exported here is named for the file: ${own.map(({ name }) => name).join(', ')}`);
      return;
    }
    const values = own.filter((entry) => !entry.isType && !entry.name.endsWith('Error'));
    const surplus = values.filter((value) => !carriesName(value))[values.some(carriesName) ? 0 : 1];
    if (surplus !== undefined) report(surplus.line, `'${surplus.name}' is a second thing: give it its own file`);
  },
};
