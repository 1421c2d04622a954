import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { BuildError } from '../build-error.ts';
import { refusalOf } from './refusal-of.ts';
import type { Web, WebAnswer } from './web.ts';
import { withRetries } from './with-retries.ts';

export interface Download {
  readonly url: string;
  /** Where it goes; until it is verified it is `<file>.part`, which a later attempt goes on with. */
  readonly file: string;
  /** `sha256:…` or `sha512:…`; undefined where the caller verifies what is in it before anything of it is used. */
  readonly digest: string | undefined;
  readonly signal: AbortSignal;
  log(line: string): void;
  /** Bytes there, and in all where the server says so. */
  onBytes?(done: number, total: number | undefined): void;
}

/** Fetches one file. What is on disk is kept and gone on with; nothing is used before its digest is right. */
export async function downloadFile(web: Web, download: Download): Promise<void> {
  const part = `${download.file}.part`;
  if (download.digest === undefined) {
    if ((await sizeOf(download.file)) > 0) return;
    await fetchRest(web, download, part);
  } else {
    if (await hasDigest(download.file, download.digest)) return;
    await fetchVerified(web, download, { part, digest: download.digest });
  }
  await rename(part, download.file);
}

async function fetchVerified(
  web: Web,
  download: Download,
  { part, digest }: { readonly part: string; readonly digest: string },
): Promise<void> {
  const { resumed } = await fetchRest(web, download, part);
  let found = await digestOf(part, digest);
  if (found !== digest && resumed) {
    // The two halves may be of different files, or the first one damaged: once more from the beginning.
    download.log(`${download.url}: what was there before does not fit, fetching all of it again`);
    await rm(part, { force: true });
    await fetchRest(web, download, part);
    found = await digestOf(part, digest);
  }
  if (found === digest) return;
  await rm(part, { force: true });
  throw new BuildError(
    'ChecksumMismatch',
    `${download.url} has the digest ${found}, not ${digest}. It is not used. Somebody on the way may have changed it: check proxy and mirror, or choose another source in the Provider's spec.artifacts.`,
    { retryable: false },
  );
}

/** Says whether it went on with a beginning that was there. */
async function fetchRest(web: Web, download: Download, part: string): Promise<{ readonly resumed: boolean }> {
  const { url, signal, log } = download;
  let reached = await sizeOf(part);
  let resumed = false;
  await withRetries(
    async () => {
      const from = await sizeOf(part);
      resumed ||= from > 0;
      const answer = await web.get(url, { signal, from });
      if (answer.status === 416) {
        await answer.body.dump();
        if (lengthOfRange(answer) === from) return;
        await rm(part, { force: true });
        throw new Error('the server has less than was fetched before');
      }
      if (answer.status !== 200 && answer.status !== 206) throw await refusalOf(url, answer);
      const goesOn = answer.status === 206 && startOfRange(answer) === from;
      await append(answer, {
        part,
        from: goesOn ? from : 0,
        onBytes(done, total) {
          reached = Math.max(reached, done);
          download.onBytes?.(done, total);
        },
      });
    },
    { pace: web.pace, signal, what: `fetching ${url}`, progress: () => reached, log },
  );
  return { resumed };
}

interface Appending {
  readonly part: string;
  readonly from: number;
  onBytes(done: number, total: number | undefined): void;
}

async function append(answer: WebAnswer, { part, from, onBytes }: Appending): Promise<void> {
  const length = Number(answer.headers['content-length'] ?? Number.NaN);
  const total = Number.isNaN(length) ? undefined : from + length;
  const handle = await open(part, 'a', 0o600);
  let done = from;
  try {
    await handle.truncate(from);
    onBytes(done, total);
    for await (const chunk of answer.body) {
      await handle.appendFile(chunk as Uint8Array);
      done += (chunk as Uint8Array).length;
      onBytes(done, total);
    }
  } finally {
    await handle.close();
  }
  if (total !== undefined && done < total) throw new Error(`the answer ended after ${done} of ${total} bytes`);
}

function startOfRange({ headers }: WebAnswer): number | undefined {
  const match = /^bytes (\d+)-/.exec(String(headers['content-range'] ?? ''));
  return match ? Number(match[1]) : undefined;
}

function lengthOfRange({ headers }: WebAnswer): number | undefined {
  const match = /^bytes \*\/(\d+)$/.exec(String(headers['content-range'] ?? ''));
  return match ? Number(match[1]) : undefined;
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0;
    throw error;
  }
}

async function hasDigest(file: string, digest: string): Promise<boolean> {
  return (await sizeOf(file)) > 0 && (await digestOf(file, digest)) === digest;
}

/** The digest of a file by the algorithm of another digest. */
async function digestOf(file: string, like: string): Promise<string> {
  const algorithm = like.slice(0, like.indexOf(':'));
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return `${algorithm}:${hash.digest('hex')}`;
}
