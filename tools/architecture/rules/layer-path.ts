import { layerOf } from '../layer-of.ts';
import { resolveImport } from '../resolve-import.ts';
import type { FileRule } from '../rule.ts';

/** Within a layer imports are relative, between layers they go by alias, so that a reader sees every crossing. */
export const layerPath: FileRule = {
  name: 'layer-path',
  check(file, project, report) {
    const area = project.layers.areaOf(file.path);
    if (area === undefined) return;
    for (const { specifier, line } of file.imports) {
      const target = resolveImport(file, specifier, project);
      const other = target.kind === 'file' ? project.layers.areaOf(target.path) : undefined;
      if (target.kind !== 'file' || other === undefined) continue;
      const crosses = layerOf(other) !== layerOf(area);
      const hasAlias = other.path.startsWith('src/');
      if (crosses && hasAlias && target.by === 'relative') {
        report(line, `'${specifier}' leaves the layer ${layerOf(area)}: import it by its alias`);
      }
      if (!crosses && target.by === 'alias') {
        report(line, `'${specifier}' is in this layer: import it by a relative path`);
      }
    }
  },
};
