import { Readable } from 'node:stream';
import { type Dispatcher, Pool } from 'undici';
import { ConnectionLost } from './connection-lost.ts';
import { isRecord } from '#base/is-record.ts';
import { readFailure } from './read-failure.ts';
import type { ServerConnection } from './server-connection.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path and query below the server's address. */
  readonly path: string;
  readonly contentType?: string;
  /** The form of the answer that is asked for; JSON where absent. */
  readonly accept?: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as they come, instead of a body. */
  readonly bytes?: AsyncIterable<Uint8Array>;
  readonly signal?: AbortSignal | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  /** Parsed JSON, or the text when it is none. */
  readonly body: unknown;
  readonly warnings: string | readonly string[] | undefined;
}

/** The milliseconds a server may take until it begins to answer, and until it accepts a connection. */
const answerWithin = 60_000;
const connectWithin = 10_000;

/**
 * One server's connections, kept open between requests. A refusal (a Status with a failure) is thrown as its ApiError;
 * when no API server answered, ConnectionLost is.
 */
export class HttpConnection {
  readonly #pool: Pool;
  readonly #server: string;
  readonly #prefix: string;
  readonly #token: ServerConnection['token'];

  constructor(connection: ServerConnection) {
    const url = new URL(connection.server);
    const { authority, certificate, key, serverName, token } = connection;
    this.#server = connection.server;
    this.#prefix = url.pathname.replace(/\/+$/, '');
    this.#token = token;
    this.#pool = new Pool(url.origin, {
      // Watches hold their connections for long, so there is no useful upper bound; callers bound calls in flight.
      connections: null,
      allowH2: false,
      maxCachedSessions: 0,
      headersTimeout: answerWithin,
      connect: {
        timeout: connectWithin,
        keepAliveInitialDelay: 15_000,
        // Trusted as it is, whoever signed it: a cluster's authority may be issued by its owner's.
        ...(authority === undefined ? {} : { ca: authority, allowPartialTrustChain: true }),
        ...(certificate === undefined ? {} : { cert: certificate }),
        ...(key === undefined ? {} : { key }),
        ...(serverName === undefined ? {} : { servername: serverName }),
      },
    });
  }

  /** Asks once and gives the whole answer, when it is one of success. */
  async request(request: HttpRequest): Promise<HttpAnswer> {
    const answer = await this.ask(request);
    this.refuse(answer);
    return answer;
  }

  /** Asks once and gives the whole answer, whatever its status. */
  async ask(request: HttpRequest): Promise<HttpAnswer> {
    const response = await this.#send(request, {});
    return this.#whole(response, request.signal);
  }

  /** Throws what an answer that is not one of success means. */
  refuse({ status, body }: HttpAnswer): void {
    const failure = readFailure(body);
    if (failure) throw failure;
    if (status < 300) return;
    // What is no Status does not come from an API server but from something before it.
    const text = isRecord(body) ? '' : `: ${String(body).trim().slice(0, 200)}`;
    throw new ConnectionLost(`${this.#server} answered ${status} without a Status${text}; is its API server running?`);
  }

  /** Asks and gives the answer's bytes as they come; `silence` is how many milliseconds may pass between two of them (0: any). */
  async stream(request: HttpRequest, silence: number): Promise<Dispatcher.ResponseData['body']> {
    const response = await this.#send(request, { bodyTimeout: silence });
    if (response.statusCode < 300) return response.body;
    this.refuse(await this.#whole(response, request.signal));
    throw new ConnectionLost(`${this.#server} answered ${response.statusCode} to a watch; is it an API server?`);
  }

  /** Ends every connection at once; calls under way reject with ConnectionLost. */
  close(): Promise<void> {
    return this.#pool.destroy();
  }

  async #send(request: HttpRequest, options: { bodyTimeout?: number }): Promise<Dispatcher.ResponseData> {
    const { accept = 'application/json', body, bytes, contentType = 'application/json' } = request;
    const sent = bytes === undefined ? (body === undefined ? undefined : JSON.stringify(body)) : Readable.from(bytes);
    const token = typeof this.#token === 'function' ? await this.#token() : this.#token;
    try {
      return await this.#pool.request({
        method: request.method,
        path: `${this.#prefix}${request.path}`,
        headers: {
          'user-agent': 'slipway',
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          accept,
          ...(sent === undefined ? {} : { 'content-type': contentType }),
        },
        ...(sent === undefined ? {} : { body: sent }),
        ...(request.signal === undefined ? {} : { signal: request.signal }),
        ...options,
      });
    } catch (error) {
      throw this.#explain(error, request.signal);
    }
  }

  async #whole(response: Dispatcher.ResponseData, signal: AbortSignal | undefined): Promise<HttpAnswer> {
    try {
      const body = parse(await response.body.text());
      return { status: response.statusCode, body, warnings: response.headers['warning'] };
    } catch (error) {
      throw this.#explain(error, signal);
    }
  }

  #explain(error: unknown, signal: AbortSignal | undefined): unknown {
    if (signal?.aborted) return signal.reason;
    if (!isTransportFailure(error)) return error;
    return new ConnectionLost(`${this.#server} did not answer: ${sentence(error)}`, { cause: error });
  }
}

/** Everything that comes from sockets, TLS or undici bears a code; our own refusals and programming errors do not. */
function isTransportFailure(error: unknown): error is Error & { readonly code: string } {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && !(error instanceof ConnectionLost)
  );
}

function sentence(error: Error & { readonly code: string }): string {
  return error.message === '' ? error.code : error.message;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
