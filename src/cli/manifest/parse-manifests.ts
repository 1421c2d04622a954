import { type Document, LineCounter, parseAllDocuments } from 'yaml';
import type { Kind } from '#api/meta/kind.ts';
import { isRecord } from '#base/is-record.ts';
import { apiVersion } from '#api/meta/api-version.ts';
import { nearest } from '#base/nearest.ts';
import type { ApplyConfiguration } from '#capabilities/object-api.ts';
import { servedKinds } from '#api/served-kinds.ts';
import { locateField } from './locate-field.ts';
import type { Manifest } from './manifest.ts';
import type { Problem } from './problem.ts';

/** What a file holds: all objects that can be read, and all that is wrong. */
export interface ParsedFile {
  readonly manifests: readonly Manifest[];
  readonly problems: readonly Problem[];
}

type Complain = (field: string, message: string) => void;

function findKind(object: { readonly [name: string]: unknown }, complain: Complain): Kind | undefined {
  const { apiVersion: version, kind } = object;
  if (typeof kind !== 'string') complain('kind', 'is missing: say what this is, for example Cluster');
  if (typeof version !== 'string') complain('apiVersion', 'is missing: for example slipway.dev/v1alpha1');
  if (typeof kind !== 'string' || typeof version !== 'string') return undefined;
  const found = servedKinds.find((candidate) => candidate.kind === kind);
  if (!found) {
    const near = nearest(
      kind,
      servedKinds.map((candidate) => candidate.kind),
    );
    complain('kind', `there is no kind "${kind}"${near === undefined ? '' : `; did you mean ${near}?`}`);
  } else if (version !== apiVersion(found)) {
    complain('apiVersion', `${kind} is of ${apiVersion(found)}, not of ${version}`);
    return undefined;
  }
  return found;
}

function readObject(value: unknown, complain: Complain): Pick<Manifest, 'kind' | 'object'> | undefined {
  if (!isRecord(value)) {
    complain('', 'is no object: it must have apiVersion, kind and metadata');
    return undefined;
  }
  const kind = findKind(value, complain);
  const { metadata } = value;
  if (!isRecord(metadata) || typeof metadata['name'] !== 'string' || metadata['name'] === '') {
    complain('metadata.name', 'is missing or no text: every object has a name');
    return undefined;
  }
  return kind && { kind, object: value as unknown as ApplyConfiguration };
}

/** Reads the objects of one file. Positions are those of the text. */
export function parseManifests(file: string, text: string): ParsedFile {
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: lines, uniqueKeys: true });
  const documents: readonly Document[] = Array.isArray(parsed) ? parsed : [];
  const manifests: Manifest[] = [];
  const problems: Problem[] = [];
  for (const document of documents) {
    for (const { message, pos } of document.errors) {
      const { line, col } = lines.linePos(pos[0]);
      const [sentence = ''] = message.split(/ at line \d+/);
      problems.push({ file, position: { line, column: col }, field: '', message: sentence.trim() });
    }
    if (document.errors.length > 0 || document.contents === null) continue;
    const locate = (path: string) => locateField(document, lines, path);
    const complain: Complain = (field, message) =>
      void problems.push({ file, position: locate(field), field, message });
    const read = readObject(document.toJS(), complain);
    if (read) manifests.push({ file, ...read, locate });
  }
  return { manifests, problems };
}
