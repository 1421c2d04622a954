import { isRecord } from '#base/is-record.ts';
import type { Manifest } from './manifest.ts';
import { type ParsedDocument, parseDocuments } from './parse-documents.ts';
import type { Problem } from './problem.ts';
import { type Complain, readObject } from './read-object.ts';

/** What a file holds: all objects that can be read, and all that is wrong. */
export interface ParsedFile {
  readonly manifests: readonly Manifest[];
  readonly problems: readonly Problem[];
}

function readManifest(file: string, { locate, value }: ParsedDocument, problems: Problem[]): Manifest | undefined {
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
  const parsed = parseDocuments(file, text);
  const problems = [...parsed.problems];
  const manifests = parsed.documents.flatMap((document) => readManifest(file, document, problems) ?? []);
  return { manifests, problems };
}
