import { resolveImport } from '../resolve-import.ts';
import type { FileRule } from '../rule.ts';

/** Product code never imports tests, conformance suites or what serves them. */
export const testSupport: FileRule = {
  name: 'test-support',
  check(file, project, report) {
    const { layers } = project;
    if (layers.isTest(file.path)) return;
    for (const { specifier, line } of file.imports) {
      const target = resolveImport(file, specifier, project);
      if (target.kind !== 'file' || !layers.isTest(target.path)) continue;
      report(line, `product code may not import the test code '${specifier}'`);
    }
  },
};
