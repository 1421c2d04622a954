import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { EventEmitter, once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** What happens to the next answer for a path; each is used up by one request. */
export type Fault =
  | { readonly fault: 'status'; readonly status: number }
  /** The connection ends after so many bytes of the answer. */
  | { readonly fault: 'cut'; readonly after: number }
  /** After so many bytes nothing more comes, and the connection stays. */
  | { readonly fault: 'stall'; readonly after: number }
  | { readonly fault: 'redirect'; readonly to: string }
  /** The whole file, although a range was asked for. */
  | { readonly fault: 'ignore-range' };

export interface FakeDownloads {
  readonly url: string;
  /** Requests so far, as `path` or `path from N`. */
  readonly requests: readonly string[];
  /** Bytes of bodies sent so far, by path. */
  readonly sent: ReadonlyMap<string, number>;
  put(path: string, content: string | Uint8Array, type?: string): void;
  remove(path: string): void;
  /** Resolves when the answer for a path has stalled. */
  stalled(path: string): Promise<void>;
  failNext(path: string, ...faults: readonly Fault[]): void;
  close(): Promise<void>;
}

/** A web server over loopback that has files, answers ranges and can fail. */
export async function startFakeDownloads(): Promise<FakeDownloads> {
  const files = new Map<string, { readonly content: Uint8Array; readonly type: string }>();
  const faults = new Map<string, Fault[]>();
  const requests: string[] = [];
  const sent = new Map<string, number>();
  const stalls = new EventEmitter();

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? '';
    const fault = faults.get(path)?.shift();
    const range = fault?.fault === 'ignore-range' ? undefined : /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
    const from = range ? Number(range[1]) : 0;
    requests.push(from > 0 ? `${path} from ${from}` : path);
    const { content, type = '' } = files.get(path) ?? {};
    if (fault?.fault === 'redirect') return void response.writeHead(302, { location: fault.to }).end();
    if (fault?.fault === 'status') return void response.writeHead(fault.status).end('no');
    if (content === undefined) return void response.writeHead(404).end('not found');
    if (range && from >= content.length) {
      return void response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end();
    }
    const rest = content.subarray(from);
    response.writeHead(range ? 206 : 200, {
      'content-length': rest.length,
      'content-type': type,
      ...(range ? { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` } : {}),
    });
    const most = fault?.fault === 'cut' || fault?.fault === 'stall' ? fault.after : rest.length;
    sent.set(path, (sent.get(path) ?? 0) + Math.min(most, rest.length));
    if (most >= rest.length) return void response.end(rest);
    response.write(rest.subarray(0, most), () => {
      if (fault?.fault === 'cut') request.socket.end();
      else stalls.emit(path);
    });
    if (most === 0) response.flushHeaders();
  }

  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    sent,
    put(path, content, type = 'application/octet-stream') {
      files.set(path, { content: typeof content === 'string' ? Buffer.from(content) : content, type });
    },
    remove: (path) => void files.delete(path),
    stalled: async (path) => void (await once(stalls, path)),
    failNext: (path, ...next) => void faults.set(path, [...(faults.get(path) ?? []), ...next]),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
