import type { Http2ServerResponse } from 'node:http2';
import { gzip } from 'node:zlib';
import { stringify as stringifyYaml } from 'yaml';
import type { Answer } from './answer.ts';
import { isControl } from './is-control.ts';

/** Smaller answers are not worth compressing; the same bound as kube-apiserver's. */
const compressFrom = 128 * 1024;

export interface Delivery {
  readonly acceptsGzip: boolean;
  /** Aborts when the client has gone. */
  readonly signal: AbortSignal;
}

/** Writes an answer. A stream ends early, and its source is told, when the client goes. */
export async function sendAnswer(response: Http2ServerResponse, answer: Answer, delivery: Delivery): Promise<void> {
  response.setHeader('cache-control', 'no-cache, private');
  if (answer.type === 'stream') {
    await sendStream(response, answer, delivery.signal);
    return;
  }
  const text = answer.type === 'text' ? answer.body : encode(answer);
  response.statusCode = answer.status;
  response.setHeader('content-type', answer.contentType ?? defaultType(answer));
  const warnings = answer.type === 'object' ? (answer.warnings ?? []) : [];
  if (warnings.length > 0) response.setHeader('warning', warnings.map(warningHeader));
  let bytes: Buffer = Buffer.from(text);
  if (delivery.acceptsGzip && bytes.length >= compressFrom) {
    bytes = await compress(bytes);
    response.setHeader('content-encoding', 'gzip');
  }
  response.setHeader('vary', 'Accept, Accept-Encoding');
  response.setHeader('content-length', bytes.length);
  response.end(bytes);
}

function encode(answer: Answer & { readonly type: 'object' }): string {
  return answer.encoding === 'yaml'
    ? stringifyYaml(answer.body, { aliasDuplicateObjects: false })
    : `${JSON.stringify(answer.body)}\n`;
}

function defaultType(answer: Answer): string {
  if (answer.type === 'text') return 'text/plain; charset=utf-8';
  return answer.type === 'object' && answer.encoding === 'yaml' ? 'application/yaml' : 'application/json';
}

function compress(bytes: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    gzip(bytes, { level: 1 }, (error, compressed) => (error ? reject(error) : resolve(compressed)));
  });
}

async function sendStream(
  response: Http2ServerResponse,
  answer: Answer & { readonly type: 'stream' },
  signal: AbortSignal,
): Promise<void> {
  response.statusCode = 200;
  response.setHeader('content-type', answer.contentType);
  // HTTP/1.1 keeps the headers back until the first chunk otherwise; the method exists for both, in Node's types for one.
  (response as unknown as { flushHeaders(): void }).flushHeaders();
  for await (const chunk of answer.chunks) {
    if (signal.aborted) break;
    if (!response.write(chunk)) await drained(response, signal);
  }
  response.end();
}

/** Waits until the client has taken what was written, or has gone. */
function drained(response: Http2ServerResponse, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const done = () => {
      response.off('drain', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    response.on('drain', done);
    signal.addEventListener('abort', done);
  });
}

/** RFC 7234's form; UTF-8 goes out byte by byte, as headers are Latin-1. */
function warningHeader(text: string): string {
  const printable = Array.from(text, (character) => (isControl(character) ? ' ' : character)).join('');
  const quoted = printable.replace(/[\\"]/g, '\\$&');
  return `299 - "${Buffer.from(quoted, 'utf8').toString('latin1')}"`;
}
