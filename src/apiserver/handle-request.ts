import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import { ApiError } from '#api/meta/api-error.ts';
import { auditEvent } from './access/audit-event.ts';
import { clientIdentity } from './access/client-identity.ts';
import type { InFlight } from './access/in-flight.ts';
import type { User } from './access/user.ts';
import type { ApiServerCore } from './api-server-core.ts';
import type { Answer } from './http/answer.ts';
import type { ApiRequest } from './http/api-request.ts';
import { drainBody } from './http/drain-body.ts';
import { headerText } from './http/header-text.ts';
import { parseTarget } from './http/parse-target.ts';
import { readWholeBody } from './http/read-whole-body.ts';
import { sendAnswer } from './http/send-answer.ts';
import { toStatus } from './http/to-status.ts';
import { type Documents, routeRequest } from './route-request.ts';

/** What every request of one server is handled with. */
export interface Handling {
  readonly core: ApiServerCore;
  readonly documents: Documents;
  readonly inFlight: InFlight;
  /** Aborts when the server closes. */
  readonly closing: AbortSignal;
}

interface Exchange {
  readonly request: Http2ServerRequest;
  readonly response: Http2ServerResponse;
  /** Aborts when the client has gone. */
  readonly signal: AbortSignal;
}

const bodyLimit = 3 * 1024 * 1024;

/** Handles one HTTP request from its first byte to its last; never rejects. */
export async function handleRequest(
  handling: Handling,
  request: Http2ServerRequest,
  response: Http2ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  response.on('error', () => gone.abort());
  const signal = AbortSignal.any([gone.signal, handling.closing]);
  const acceptsGzip = /\bgzip\b/.test(headerText(request.headers, 'accept-encoding') ?? '');
  const delivery = { acceptsGzip, signal: gone.signal };
  let leave = () => {};
  const identified: { user?: User } = {};
  audit(handling.core, { request, response, signal: gone.signal }, identified);
  try {
    const user = clientIdentity(socketOf(request), handling.core.clock);
    identified.user = user;
    leave = handling.inFlight.enter(user);
    const { core, documents } = handling;
    const answer = await routeRequest(core, documents, toApiRequest(request, { user, signal }));
    // A watch lasts; it is bounded by its connection and not counted.
    if (answer.type === 'stream') leave();
    await sendAnswer(response, warned(answer, core.readOnly()), delivery);
  } catch (error) {
    await refuse(handling.core, { request, response, signal: gone.signal }, error);
  } finally {
    leave();
  }
}

/** Whoever reads while nothing can be stored hears of it: what they see may be older than it seems. */
function warned(answer: Answer, readOnly: string | undefined): Answer {
  if (readOnly === undefined || answer.type !== 'object') return answer;
  return { ...answer, warnings: [...(answer.warnings ?? []), `nothing can be stored: ${readOnly}`] };
}

/** Keeps what was asked once its answer is out, or its client gone; whose it was is known by then. */
function audit(core: ApiServerCore, { request, response }: Exchange, identified: { readonly user?: User }): void {
  const log = core.audit;
  if (!log) return;
  const began = core.clock.now();
  const address = socketOf(request).remoteAddress ?? '';
  response.once('close', () => {
    const [path = '', query = ''] = request.url.split('?');
    const event = auditEvent({
      method: request.method,
      path,
      watches: /(^|&)watch=(1|t|true)/i.test(query),
      user: identified.user,
      address,
      agent: headerText(request.headers, 'user-agent') ?? '',
      code: response.statusCode,
      began,
      ended: core.clock.now(),
    });
    log.record(event);
  });
}

function toApiRequest(request: Http2ServerRequest, given: Pick<ApiRequest, 'user' | 'signal'>): ApiRequest {
  let body: Promise<Uint8Array> | undefined;
  return {
    ...given,
    ...parseTarget(request.url),
    method: request.method,
    headers: request.headers,
    chunks: () => request,
    body: () => {
      body ??= readWholeBody(request, bodyLimit);
      return body;
    },
  };
}

async function refuse(core: ApiServerCore, { request, response, signal }: Exchange, error: unknown): Promise<void> {
  if (signal.aborted || response.headersSent) {
    response.destroy();
    return;
  }
  if (!(error instanceof ApiError))
    core.logger?.error('a request failed', { method: request.method, path: pathOf(request), error });
  const status = toStatus(error);
  const retryAfter = error instanceof ApiError ? error.details.retryAfterSeconds : undefined;
  if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter);
  try {
    await drainBody(request, { limit: bodyLimit, signal, timers: core.timers });
    await sendAnswer(response, { type: 'object', status: status.code, body: status }, { acceptsGzip: false, signal });
  } catch (failure) {
    core.logger?.warn('an answer could not be sent', { path: pathOf(request), error: failure });
    response.destroy();
  }
}

/** Without the query, which may hold what somebody typed. */
function pathOf(request: Http2ServerRequest): string {
  return request.url.split('?')[0] ?? '';
}

function socketOf(request: Http2ServerRequest): TLSSocket {
  // Requests over HTTP/1.1 have no stream, whatever the types say.
  const { stream } = request as { readonly stream?: Http2ServerRequest['stream'] };
  return (stream?.session?.socket ?? request.socket) as TLSSocket;
}
