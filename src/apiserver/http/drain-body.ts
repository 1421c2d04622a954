import type { Http2ServerRequest } from 'node:http2';

/**
 * Reads on, at most `limit` bytes, what a client sends of a body that nobody wants. A stream of HTTP/2 that is answered before
 * its body is over is reset, and each frame that still comes for it counts against its connection, with all that is under
 * way there; HTTP/1.1 does it by itself. Resolves at the body's end, at the limit, and when the signal aborts.
 */
export async function drainBody(request: Http2ServerRequest, limit: number, signal: AbortSignal): Promise<void> {
  if (request.httpVersionMajor < 2 || request.stream.endAfterHeaders) return;
  if (request.readableEnded || request.destroyed || signal.aborted) return;
  const over = Promise.withResolvers<void>();
  let rest = limit;
  const take = (chunk: Buffer): void => {
    rest -= chunk.length;
    if (rest <= 0) over.resolve();
  };
  request.on('data', take).once('end', over.resolve).once('close', over.resolve);
  signal.addEventListener('abort', () => over.resolve(), { once: true });
  await over.promise;
  request.off('data', take);
}
