import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BuildError } from '../build-error.ts';
import type { Access, MirroredFile, Taking } from '../build/access.ts';
import { copyVerified } from '../cache/copy-verified.ts';
import { downloadFile } from '../fetch/download-file.ts';
import type { Pace } from '../fetch/pace.ts';
import { readText } from '../fetch/read-text.ts';
import { openWeb } from '../fetch/web.ts';
import { type MirrorIndex, parseMirrorIndex } from './mirror-index.ts';

export interface MirrorPlace {
  /** An absolute path, or an address over http or https. */
  readonly location: string;
  /** The index's digest; then nothing the mirror answers has to be trusted. */
  readonly digest?: string;
}

export interface MirrorReading {
  readonly signal: AbortSignal;
  log(line: string): void;
}

/** A mirror to read from. */
export interface Mirror extends NonNullable<Access['mirror']> {
  index(reading: MirrorReading): Promise<MirrorIndex>;
  close(): Promise<void>;
}

const mostIndexBytes = 16_000_000;

/** Opens a mirror made by `fillMirror`: a directory, or any web server over one. */
export function openMirror(place: MirrorPlace, pace?: Pace): Mirror {
  return place.location.startsWith('/') ? directoryMirror(place) : webMirror(place, pace);
}

function directoryMirror(place: MirrorPlace): Mirror {
  return {
    async index() {
      const file = join(place.location, 'index.json');
      const text = await readFile(file, 'utf8').catch((error: unknown) => {
        throw new BuildError(
          'MirrorUnavailable',
          `The mirror ${place.location} has no index that can be read: ${String(error)}. Mount it, or make it with "slipway image mirror".`,
          { retryable: true, cause: error },
        );
      });
      return checkedIndex(text, place);
    },
    take: (file, taking) => copyBlob(join(place.location, blobPath(file)), file, taking),
    close: () => Promise.resolve(),
  };
}

function webMirror(place: MirrorPlace, pace: Pace | undefined): Mirror {
  const web = openWeb({ plainHttp: place.digest !== undefined, ...(pace ? { pace } : {}) });
  const base = place.location.replace(/\/*$/, '/');
  return {
    async index(reading) {
      const text = await readText(web, `${base}index.json`, { ...reading, mostBytes: mostIndexBytes });
      return checkedIndex(text, place);
    },
    take: (file, { to, signal, log, onBytes }) =>
      downloadFile(web, { url: base + blobPath(file), file: to, digest: file.digest, signal, log, onBytes }),
    close: () => web.close(),
  };
}

function blobPath({ digest }: MirroredFile): string {
  return `blobs/${digest.replace(':', '/')}`;
}

function checkedIndex(text: string, { location, digest }: MirrorPlace): MirrorIndex {
  const found = `sha256:${createHash('sha256').update(text).digest('hex')}`;
  if (digest !== undefined && found !== digest) {
    throw new BuildError(
      'ChecksumMismatch',
      `The index of the mirror ${location} has the digest ${found}, not ${digest}. Write the digest that "slipway image mirror" printed into the Provider's spec.artifacts.mirror, or look who changed the mirror.`,
      { retryable: false },
    );
  }
  return parseMirrorIndex(text, location);
}

async function copyBlob(from: string, file: MirroredFile, { to, signal, onBytes }: Taking): Promise<void> {
  const { digest, sizeBytes } = file;
  const wrong = await copyVerified({ from, to, digest, sizeBytes, mode: 0o600, signal, onBytes }).catch(
    (error: unknown) => {
      signal.throwIfAborted();
      throw new BuildError('MirrorUnavailable', `${from} of the mirror cannot be copied: ${String(error)}.`, {
        retryable: true,
        cause: error,
      });
    },
  );
  if (wrong === undefined) return;
  throw new BuildError(
    'ChecksumMismatch',
    `${from} of the mirror has the digest ${wrong}. It is damaged: fill the mirror again with "slipway image mirror".`,
    { retryable: false },
  );
}
