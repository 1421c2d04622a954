import { resolveImport } from '../resolve-import.ts';
import type { FileRule } from '../rule.ts';

/** A layer uses only the modules of Node and the npm packages its row names; dynamic and type imports included. */
export const outsideImport: FileRule = {
  name: 'outside-import',
  check(file, project, report) {
    const { layers } = project;
    const area = layers.areaOf(file.path);
    if (area === undefined || layers.isTest(file.path)) return;
    for (const { specifier, line } of file.imports) {
      const target = resolveImport(file, specifier, project);
      if (target.kind === 'builtin' && area.builtins !== 'all' && !area.builtins.includes(target.name)) {
        report(line, `${area.id} may not use Node's module ${target.name}`);
      }
      if (target.kind === 'package' && area.packages !== 'all' && !area.packages.includes(target.name)) {
        report(line, `${area.id} may not use the package ${target.name}`);
      }
    }
  },
};
