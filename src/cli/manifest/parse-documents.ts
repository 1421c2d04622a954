import { type Document, LineCounter, parseAllDocuments } from 'yaml';
import { locateField, type Position } from './locate-field.ts';
import { nodeProblems } from './node-problems.ts';
import type { Problem } from './problem.ts';
import { yamlSentence } from './yaml-sentence.ts';

/** One document of a file as a plain value. */
export interface ParsedDocument {
  readonly value: unknown;
  /** Where a field stands in the file, from its path. */
  locate(path: string): Position;
}

/** Findings after which a document can still be read. */
const readable = new Set(['TAG_RESOLVE_FAILED']);

const nesting = 'is nested deeper than anything an object needs: flatten it';

interface Source {
  readonly file: string;
  readonly lines: LineCounter;
  readonly problems: Problem[];
}

function positionAt({ lines }: Source, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

/** Reports what the parser found; false when the document cannot be read. One fault makes it stumble over much after it. */
function isReadable(source: Source, document: Document): boolean {
  for (const { code, message, pos } of [...document.errors, ...document.warnings]) {
    const position = positionAt(source, pos[0]);
    source.problems.push({ file: source.file, position, field: '', message: yamlSentence(code, message) });
    if (!readable.has(code)) return false;
  }
  return true;
}

/** The plain value; undefined, with the reason reported, where its aliases unfold without measure. */
function unfold(source: Source, document: Document): unknown {
  let unreadable = false;
  for (const { node, message, fatal } of nodeProblems(document)) {
    const position = positionAt(source, node.range?.[0] ?? 0);
    source.problems.push({ file: source.file, position, field: '', message });
    unreadable ||= fatal;
  }
  if (unreadable) return undefined;
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    const message = 'its aliases (*) unfold without end: write the values out';
    source.problems.push({
      file: source.file,
      position: positionAt(source, document.range?.[0] ?? 0),
      field: '',
      message,
    });
    return undefined;
  }
}

function readDocument(source: Source, document: Document): ParsedDocument | undefined {
  if (!isReadable(source, document) || document.contents === null) return undefined;
  const value = unfold(source, document);
  // Nothing between two separators is no mistake.
  if (value === undefined || value === null) return undefined;
  return { value, locate: (path) => locateField(document, source.lines, path) };
}

/** Reads the documents of one file, and all that is wrong with them as YAML. Positions are those of the text. */
export function parseDocuments(
  file: string,
  text: string,
): { readonly documents: readonly ParsedDocument[]; readonly problems: readonly Problem[] } {
  const lines = new LineCounter();
  const source: Source = { file, lines, problems: [] };
  const documents: ParsedDocument[] = [];
  try {
    const parsed = parseAllDocuments(text, { lineCounter: lines, uniqueKeys: false, merge: true });
    const found: readonly Document.Parsed[] = Array.isArray(parsed) ? parsed : [];
    for (const document of found) {
      const read = readDocument(source, document as unknown as Document);
      if (read) documents.push(read);
    }
  } catch (error) {
    // Nesting is the one thing that the parser, which recurses, cannot survive.
    if (!(error instanceof RangeError)) throw error;
    source.problems.push({ file, position: { line: 1, column: 1 }, field: '', message: nesting });
  }
  return { documents, problems: source.problems };
}
