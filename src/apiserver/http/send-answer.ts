import { once } from 'node:events';
import type { Http2ServerResponse } from 'node:http2';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { stringify as stringifyYaml } from 'yaml';
import type { Answer } from './answer.ts';

const compress = promisify(gzip);
/** Smaller answers are not worth compressing; the same bound as kube-apiserver's. */
const compressFrom = 128 * 1024;

/** Writes an answer. A stream ends early, and its source is told, when the client goes. */
export async function sendAnswer(response: Http2ServerResponse, answer: Answer, acceptsGzip: boolean): Promise<void> {
  response.setHeader('cache-control', 'no-cache, private');
  if (answer.type === 'stream') {
    await sendStream(response, answer);
    return;
  }
  const text = answer.type === 'text' ? answer.body : encode(answer);
  response.statusCode = answer.status;
  response.setHeader('content-type', answer.contentType ?? defaultType(answer));
  if (answer.type === 'object' && answer.warnings?.length)
    response.setHeader('warning', answer.warnings.map(warningHeader));
  let bytes: Buffer = Buffer.from(text);
  if (acceptsGzip && bytes.length >= compressFrom) {
    bytes = await compress(bytes, { level: 1 });
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

async function sendStream(response: Http2ServerResponse, answer: Answer & { readonly type: 'stream' }): Promise<void> {
  response.statusCode = 200;
  response.setHeader('content-type', answer.contentType);
  // HTTP/1.1 keeps the headers back until the first chunk otherwise; the method exists for both, in Node's types for one.
  (response as unknown as { flushHeaders(): void }).flushHeaders();
  for await (const chunk of answer.chunks) {
    if (response.destroyed || response.writableEnded) break;
    if (!response.write(chunk)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
  }
  response.end();
}

/** RFC 7234's form; UTF-8 goes out byte by byte, as headers are Latin-1. */
function warningHeader(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: headers must not hold them.
  const quoted = text.replace(/[\u0000-\u001f\u007f]/g, ' ').replace(/[\\"]/g, '\\$&');
  return `299 - "${Buffer.from(quoted, 'utf8').toString('latin1')}"`;
}
