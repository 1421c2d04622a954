import { ApiError } from '#api/meta/api-error.ts';
import type { Feed } from '#capabilities/feed.ts';
import type { MachineLogRequest, MachineLogs } from '#capabilities/machine-logs.ts';
import type { Answer } from './http/answer.ts';
import type { ApiRequest } from './http/api-request.ts';

async function* chunks(lines: Feed<string>, signal: AbortSignal): AsyncGenerator<string> {
  // A log that is followed may say nothing for hours; a client that goes meanwhile must not hold its machine's process.
  signal.addEventListener('abort', () => lines.close(), { once: true });
  if (signal.aborted) lines.close();
  try {
    for (let read = await lines.next(); read.length > 0; read = await lines.next()) yield `${read.join('\n')}\n`;
  } finally {
    lines.close();
  }
}

function parse(request: ApiRequest): MachineLogRequest | undefined {
  const [root, version, namespaces, namespace, machines, name, log] = request.segments;
  const words = [root, version, namespaces, machines, log].join(' ');
  if (words !== 'slipway v1alpha1 namespaces machines log' || !namespace || !name || request.segments.length !== 7) {
    return undefined;
  }
  const source = request.query.get('source') ?? 'journal';
  if (source !== 'journal' && source !== 'kubelet') {
    throw new ApiError('BadRequest', `source is journal or kubelet, not ${source}`);
  }
  const tail = request.query.get('tail');
  if (tail !== null && !/^\d{1,6}$/.test(tail)) {
    throw new ApiError('BadRequest', `tail is a number of lines, not ${tail}`);
  }
  const follow = request.query.get('follow') === 'true';
  return { namespace, name, source, follow, ...(tail === null ? {} : { tail: Number(tail) }) };
}

/** `GET /slipway/v1alpha1/namespaces/NS/machines/NAME/log`: lines of text; undefined for any other path. */
export async function readMachineLog(logs: MachineLogs | undefined, request: ApiRequest): Promise<Answer | undefined> {
  const asked = logs && parse(request);
  if (!logs || !asked) return undefined;
  return {
    type: 'stream',
    contentType: 'text/plain; charset=utf-8',
    chunks: chunks(await logs.open(asked), request.signal),
  };
}
