import { BuildError } from '../build-error.ts';

export interface MirroredFile {
  readonly name: string;
  readonly digest: string;
  readonly sizeBytes: number;
}

/** One artifact in a mirror. */
export interface MirroredArtifact {
  /** What it can stand for: see `mirrorRole`. */
  readonly role: string;
  readonly name: string;
  readonly version?: string;
  readonly architecture: string;
  readonly files: readonly MirroredFile[];
  readonly facts: { readonly [name: string]: unknown };
}

/** What `index.json` of a mirror says. The files lie beside it as `blobs/sha256/<digest>`. */
export interface MirrorIndex {
  readonly format: 1;
  readonly artifacts: readonly MirroredArtifact[];
}

/** The index out of a text that anybody may have written; `place` is named where it is wrong. */
export function parseMirrorIndex(text: string, place: string): MirrorIndex {
  const invalid = (what: string) =>
    new BuildError(
      'MirrorInvalid',
      `${place} is no index of a mirror: ${what}. Make the mirror with "slipway image mirror".`,
      { retryable: false },
    );
  let index: Partial<MirrorIndex> | null;
  try {
    index = JSON.parse(text) as Partial<MirrorIndex> | null;
  } catch {
    throw invalid('it is not JSON');
  }
  if (typeof index !== 'object' || index === null || !Array.isArray(index.artifacts))
    throw invalid('it has no artifacts');
  if (index.format !== 1) throw invalid(`its format is ${JSON.stringify(index.format)}, not 1`);
  if (!index.artifacts.every(isArtifact)) throw invalid('an artifact lacks a field or has a wrong one');
  return { format: 1, artifacts: index.artifacts };
}

function isArtifact(value: unknown): value is MirroredArtifact {
  if (typeof value !== 'object' || value === null) return false;
  const { role, name, version, architecture, files, facts }: Partial<MirroredArtifact> = value;
  return (
    [role, name, architecture].every((text) => typeof text === 'string') &&
    (version === undefined || typeof version === 'string') &&
    typeof facts === 'object' &&
    facts !== null &&
    Array.isArray(files) &&
    files.length > 0 &&
    files.every(isFile)
  );
}

function isFile(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { name, digest, sizeBytes }: Partial<MirroredFile> = value;
  return (
    // A name becomes the name of a file here.
    /^[A-Za-z0-9_][A-Za-z0-9._-]*$/.test(String(name)) &&
    /^sha256:[0-9a-f]{64}$/.test(String(digest)) &&
    Number.isSafeInteger(sizeBytes)
  );
}
