import { resolveImport } from '../resolve-import.ts';
import type { FileRule } from '../rule.ts';

const extension = /\.(?:ts|mjs|json)$/;

/** An import of ours names the file whole, as Node needs it. */
export const importExtension: FileRule = {
  name: 'import-extension',
  check(file, project, report) {
    for (const { specifier, line } of file.imports) {
      const target = resolveImport(file, specifier, project);
      if (target.kind === 'file' && !extension.test(target.path)) report(line, `'${specifier}' lacks its extension`);
    }
  },
};
