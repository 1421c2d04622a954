import { resolveImport } from '../resolve-import.ts';
import type { FileRule } from '../rule.ts';

/** A layer imports only the layers its row names, by whatever path it goes. */
export const layerImport: FileRule = {
  name: 'layer-import',
  check(file, project, report) {
    const { layers } = project;
    const area = layers.areaOf(file.path);
    if (area === undefined || layers.isTest(file.path)) return;
    for (const { specifier, line } of file.imports) {
      const target = resolveImport(file, specifier, project);
      if (target.kind === 'unknown' && area.imports !== 'all')
        report(line, `'${specifier}' names no file, alias, package or module of Node`);
      if (target.kind !== 'file') continue;
      const other = layers.areaOf(target.path);
      if (other === undefined) {
        if (target.path.startsWith('src/')) report(line, `'${specifier}' is in no layer of layers.json`);
        continue;
      }
      if (other === area || area.imports === 'all' || area.imports.includes(other.id)) continue;
      report(line, `${area.id} may not import ${other.id} ('${specifier}')`);
    }
  },
};
