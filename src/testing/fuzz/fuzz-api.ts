import { type ClientHttp2Session, connect } from 'node:http2';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { servedKinds } from '#api/served-kinds.ts';
import { startServer } from '#apiserver/testing/start-server.ts';
import { plantSeeds } from '#manager/composition/plant-seeds.ts';
import { arbitraryRequest } from './arbitrary-request.ts';
import type { FuzzRequest } from './fuzz-request.ts';

/** What a fuzzed server answered. */
export interface FuzzReport {
  readonly requests: number;
  /** Answers below 300: the fuzz reaches what it is to reach. */
  readonly accepted: number;
  /** Milliseconds of the slowest answer. */
  readonly slowest: number;
  readonly failures: readonly string[];
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

function send(session: ClientHttp2Session, request: FuzzRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { ':method': request.method, ':path': request.path, ...request.headers };
    const stream = session.request(headers, { endStream: request.body === undefined });
    let status = 0;
    stream.on('response', (received) => {
      status = received[':status'] ?? 0;
    });
    stream.on('error', reject);
    text(stream).then((body) => resolve({ status, body }), reject);
    if (request.body !== undefined) stream.end(request.body);
  });
}

/** What is wrong with an answer, whatever was asked. */
function judge({ status, body }: Answer): string | undefined {
  if (status === 0) return 'no answer';
  if (status >= 500) return `${status}: ${body.slice(0, 200)}`;
  if (status < 400) return undefined;
  try {
    const { kind, message } = JSON.parse(body) as { readonly kind?: unknown; readonly message?: unknown };
    if (kind === 'Status' && typeof message === 'string' && message !== '') return undefined;
  } catch {
    // Said below.
  }
  return `${status} without a sentence: ${body.slice(0, 200)}`;
}

function inherited(): string {
  return [Object.prototype, Array.prototype, Function.prototype]
    .map((prototype) => Object.getOwnPropertyNames(prototype).join())
    .join(';');
}

function shown({ method, path, headers, body }: FuzzRequest): string {
  const sent = body === undefined ? '' : ` ${new TextDecoder().decode(body.subarray(0, 300))}`;
  return `${method} ${path} ${headers['content-type'] ?? ''}${sent}`;
}

/** Sends a server so many requests made by the seed, one after another; every one must be answered, and none by a 5xx. */
export async function fuzzApi(options: { readonly requests: number; readonly seed: number }): Promise<FuzzReport> {
  const server = await startServer(servedKinds);
  const { authority, certificate, key } = await server.connection();
  const session = connect(server.server, { ca: authority, cert: certificate, key });
  const before = inherited();
  const failures: string[] = [];
  let accepted = 0;
  let slowest = 0;
  try {
    await plantSeeds.inOwnStore(server.engine);
    for (const request of fc.sample(arbitraryRequest, { numRuns: options.requests, seed: options.seed })) {
      const began = performance.now();
      const answer = await send(session, request).catch((error: unknown) => ({ status: 0, body: String(error) }));
      slowest = Math.max(slowest, performance.now() - began);
      const failure = judge(answer);
      if (failure !== undefined) failures.push(`seed ${options.seed}: ${failure}, to ${shown(request)}`);
      if (answer.status < 300) accepted += 1;
    }
    if (inherited() !== before) failures.push(`seed ${options.seed}: a request changed what every object inherits`);
    return { requests: options.requests, accepted, slowest, failures };
  } finally {
    session.close();
    await server.close();
  }
}
