import type { FileRule } from '../rule.ts';

/** Top-level functions are declarations; an arrow stands there only where a written type gives it its parameters. */
export const functionDeclaration: FileRule = {
  name: 'function-declaration',
  check(file, { layers }, report) {
    if (layers.isTest(file.path)) return;
    for (const statement of file.program.body) {
      const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
      if (declaration?.type !== 'VariableDeclaration') continue;
      for (const { id, init, start } of declaration.declarations) {
        const isFunction = init?.type === 'ArrowFunctionExpression' || init?.type === 'FunctionExpression';
        if (!isFunction || id.type !== 'Identifier' || id.typeAnnotation) continue;
        report(file.lineOf(start), `'${id.name}' is a function at top level: declare it as one`);
      }
    }
  },
};
