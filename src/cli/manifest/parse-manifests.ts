import { type Document, LineCounter, parseAllDocuments } from 'yaml';
import { isRecord } from '#base/is-record.ts';
import { locateField, type Position } from './locate-field.ts';
import type { Manifest } from './manifest.ts';
import { nodeProblems } from './node-problems.ts';
import type { Problem } from './problem.ts';
import { type Complain, readObject } from './read-object.ts';
import { yamlSentence } from './yaml-sentence.ts';

/** What a file holds: all objects that can be read, and all that is wrong. */
export interface ParsedFile {
  readonly manifests: readonly Manifest[];
  readonly problems: readonly Problem[];
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

function readDocument(source: Source, document: Document): Manifest | undefined {
  const { file, lines, problems } = source;
  if (!isReadable(source, document) || document.contents === null) return undefined;
  const value = unfold(source, document);
  // Nothing between two separators is no mistake.
  if (value === undefined || value === null) return undefined;
  const locate = (path: string) => locateField(document, lines, path);
  const complain: Complain = (field, message) => void problems.push({ file, position: locate(field), field, message });
  if (!isRecord(value)) {
    complain('', 'is no object: it must have apiVersion, kind and metadata');
    return undefined;
  }
  const read = readObject(value, complain);
  return read && { file, ...read, locate };
}

/** Reads the objects of one file. Positions are those of the text. */
export function parseManifests(file: string, text: string): ParsedFile {
  const lines = new LineCounter();
  const source: Source = { file, lines, problems: [] };
  const manifests: Manifest[] = [];
  try {
    const parsed = parseAllDocuments(text, { lineCounter: lines, uniqueKeys: false, merge: true });
    const documents: readonly Document.Parsed[] = Array.isArray(parsed) ? parsed : [];
    for (const document of documents) {
      const manifest = readDocument(source, document as unknown as Document);
      if (manifest) manifests.push(manifest);
    }
  } catch (error) {
    // Nesting is the one thing that the parser, which recurses, cannot survive.
    if (!(error instanceof RangeError)) throw error;
    source.problems.push({ file, position: { line: 1, column: 1 }, field: '', message: nesting });
  }
  return { manifests, problems: source.problems };
}
