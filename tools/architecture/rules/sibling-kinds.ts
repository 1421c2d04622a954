import { resolveImport } from '../resolve-import.ts';
import type { FileRule } from '../rule.ts';

/** The folder below `parent` that a file is in, if it is in one. */
function folderBelow(parent: string, file: string): string | undefined {
  if (!file.startsWith(`${parent}/`)) return undefined;
  const [folder, inside] = file.slice(parent.length + 1).split('/');
  return inside === undefined ? undefined : folder;
}

/** The controllers of two kinds know each other only through objects, never through code. */
export const siblingKinds: FileRule = {
  name: 'sibling-kinds',
  check(file, project, report) {
    const { layers } = project;
    if (layers.isTest(file.path)) return;
    for (const { path, common } of layers.table.siblings) {
      const own = folderBelow(path, file.path);
      if (own === undefined) continue;
      for (const { specifier, line } of file.imports) {
        const target = resolveImport(file, specifier, project);
        const other = target.kind === 'file' ? folderBelow(path, target.path) : undefined;
        if (other === undefined || other === own || common.includes(other)) continue;
        report(line, `${own} may not import its sibling ${other} ('${specifier}')`);
      }
    }
  },
};
