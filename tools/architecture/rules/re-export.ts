import type { FileRule } from '../rule.ts';

const kindIndex = /^src\/api\/[^/]+\/index\.ts$/;

/** A thing has one home. Only the index of a kind in `api` passes on what its folder exports. */
export const reExport: FileRule = {
  name: 're-export',
  check(file, _project, report) {
    if (kindIndex.test(file.path)) return;
    for (const { name, line, reexport } of file.exports) {
      if (reexport && name !== '*') report(line, `'${name}' is re-exported: import it from where it is`);
    }
  },
};
