import { parseSync, Visitor } from 'oxc-parser';
import type { ParseResult } from 'oxc-parser';
import type { ExportUse, ImportUse, SourceFile } from './source-file.ts';

type LineOf = SourceFile['lineOf'];

function lineFinder(text: string): LineOf {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}

function importsOf(parsed: ParseResult, lineOf: LineOf): ImportUse[] {
  const found: ImportUse[] = parsed.module.staticImports.map(({ moduleRequest }) => ({
    specifier: moduleRequest.value,
    line: lineOf(moduleRequest.start),
    reexport: false,
  }));
  for (const { entries } of parsed.module.staticExports) {
    const request = entries.find((entry) => entry.moduleRequest !== null)?.moduleRequest;
    if (request === undefined || request === null) continue;
    found.push({ specifier: request.value, line: lineOf(request.start), reexport: true });
  }
  new Visitor({
    ImportExpression({ source, start }) {
      const specifier = source.type === 'Literal' && typeof source.value === 'string' ? source.value : '(computed)';
      found.push({ specifier, line: lineOf(start), reexport: false });
    },
    TSImportType({ source, start }) {
      found.push({ specifier: source.value, line: lineOf(start), reexport: false });
    },
  }).visit(parsed.program);
  return found;
}

function exportsOf(parsed: ParseResult, lineOf: LineOf): ExportUse[] {
  const types = new Set<string>();
  for (const statement of parsed.program.body) {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declaration?.type !== 'TSInterfaceDeclaration' && declaration?.type !== 'TSTypeAliasDeclaration') continue;
    types.add(declaration.id.name);
  }
  return parsed.module.staticExports.flatMap(({ entries }) =>
    entries.map((entry): ExportUse => {
      const { kind, name } = entry.exportName;
      const exported = kind === 'Default' ? 'default' : (name ?? '*');
      return {
        name: entry.importName.kind === 'All' || entry.importName.kind === 'AllButDefault' ? '*' : exported,
        line: lineOf(entry.start),
        isType: entry.isType || (entry.moduleRequest === null && types.has(entry.localName.name ?? exported)),
        reexport: entry.moduleRequest !== null,
      };
    }),
  );
}

/** Parses TypeScript; a file that does not parse is an error, so that no file is skipped in silence. */
export function parseSource(path: string, text: string): SourceFile {
  const parsed = parseSync(path, text);
  const [problem] = parsed.errors;
  if (problem !== undefined) throw new SyntaxError(`${path} does not parse: ${problem.message}`);
  const lineOf = lineFinder(text);
  return {
    path,
    text,
    lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    imports: importsOf(parsed, lineOf),
    exports: exportsOf(parsed, lineOf),
    comments: parsed.comments,
    program: parsed.program,
    lineOf,
  };
}
