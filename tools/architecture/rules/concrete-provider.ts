import { resolveImport } from '../resolve-import.ts';
import type { FileRule } from '../rule.ts';

/** Only the composition root names a concrete provider. */
export const concreteProvider: FileRule = {
  name: 'concrete-provider',
  check(file, project, report) {
    const { layers } = project;
    const { areas, importedBy } = layers.table.concreteProviders;
    const own = layers.areaOf(file.path);
    if (own === undefined || importedBy.includes(own.id) || layers.isTest(file.path)) return;
    for (const { specifier, line } of file.imports) {
      const target = resolveImport(file, specifier, project);
      const other = target.kind === 'file' ? layers.areaOf(target.path) : undefined;
      if (other === undefined || other === own || !areas.includes(other.id)) continue;
      report(line, `only ${importedBy.join(', ')} may name the provider ${other.id} ('${specifier}')`);
    }
  },
};
