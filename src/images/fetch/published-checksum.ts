import { BuildError } from '../build-error.ts';

const algorithms: Readonly<Record<number, string>> = { 64: 'sha256', 128: 'sha512' };

/**
 * The digest of a file as `sha256:…` or `sha512:…` out of a published text: one digest alone, or lines of
 * `digest  name`, `digest *name` or `digest  path/name`.
 */
export function publishedChecksum(text: string, file: string): string {
  const lines = text
    .split('\n')
    .map((line) => /^\s*([0-9a-fA-F]{64,128})(?:\s+\*?(\S+))?\s*$/.exec(line))
    .filter((match) => match !== null);
  const named = lines.find((match) => match[2]?.split('/').at(-1) === file);
  const alone = lines.length === 1 && lines[0]?.[2] === undefined ? lines[0] : undefined;
  const digest = (named ?? alone)?.[1]?.toLowerCase();
  const algorithm = algorithms[digest?.length ?? 0];
  if (digest === undefined || algorithm === undefined) {
    throw new BuildError(
      'ChecksumUnknown',
      `The published checksums have none for ${file}. Look at what the server answers: it may be an error page.`,
      { retryable: false },
    );
  }
  return `${algorithm}:${digest}`;
}
