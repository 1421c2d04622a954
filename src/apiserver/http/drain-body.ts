import type { Http2ServerRequest } from 'node:http2';
import type { Timers } from '#capabilities/timers.ts';

export interface Draining {
  /** Bytes. */
  readonly limit: number;
  readonly timers: Timers;
  /** Aborts when the client has gone. */
  readonly signal: AbortSignal;
}

/** Whoever sends so slowly may lose the connection. */
const patienceMilliseconds = 5000;

/**
 * Reads on, at most `limit` bytes, what a client sends of a body that nobody wants. A stream of HTTP/2 that is answered before
 * its body is over is reset, and each frame that still comes for it counts against its connection, with all that is under
 * way there; HTTP/1.1 does it by itself. Resolves at the body's end, at the limit, after five seconds, and when the client goes.
 */
export async function drainBody(request: Http2ServerRequest, { limit, signal, timers }: Draining): Promise<void> {
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
  const stop = timers.after(patienceMilliseconds, over.resolve);
  await over.promise;
  stop();
  request.off('data', take);
}
