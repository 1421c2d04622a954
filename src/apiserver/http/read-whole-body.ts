import type { Readable } from 'node:stream';
import { ApiError } from '#api/meta/api-error.ts';

/** Reads a request's body, at most `limit` bytes of it. */
export async function readWholeBody(stream: Readable, limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new ApiError('RequestEntityTooLarge', `Request entity too large: limit is ${limit}`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
