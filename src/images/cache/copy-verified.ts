import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileDigest } from './file-digest.ts';

export interface VerifiedCopy {
  readonly from: string;
  readonly to: string;
  readonly digest: string;
  readonly sizeBytes: number;
  readonly mode: number;
  readonly signal: AbortSignal;
  onBytes(done: number): void;
}

/**
 * Copies a file unless the right one is there already; it gets its name only when its digest is right.
 * Resolves with the wrong digest that was found, else with undefined.
 */
export async function copyVerified(copy: VerifiedCopy): Promise<string | undefined> {
  const { from, to, digest, sizeBytes, mode, signal } = copy;
  const size = await stat(to).then(
    (found) => found.size,
    () => -1,
  );
  if (size === sizeBytes && (await fileDigest(to)) === digest) return undefined;
  const hash = createHash('sha256');
  let done = 0;
  const counting = new Transform({
    transform(chunk: Uint8Array, _encoding, next) {
      hash.update(chunk);
      done += chunk.length;
      copy.onBytes(done);
      next(undefined, chunk);
    },
  });
  const part = `${to}.part`;
  await rm(part, { force: true });
  const target = createWriteStream(part, { mode, flush: true });
  await pipeline(createReadStream(from, { highWaterMark: 1 << 20 }), counting, target, { signal });
  const found = `sha256:${hash.digest('hex')}`;
  if (found !== digest) {
    await rm(part);
    return found;
  }
  await rename(part, to);
  return undefined;
}
