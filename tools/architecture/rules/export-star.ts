import type { FileRule } from '../rule.ts';

/** `export *` hides what a module offers. */
export const exportStar: FileRule = {
  name: 'export-star',
  check(file, _project, report) {
    for (const { name, line } of file.exports) {
      if (name === '*') report(line, 'export * hides what the module offers: name each export');
    }
  },
};
