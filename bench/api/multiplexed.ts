import { type ClientHttp2Session, type ClientHttp2Stream, connect } from 'node:http2';
import type { ServerConnection } from '#kube/server-connection.ts';

export interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly contentType?: string;
  readonly body?: unknown;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** One connection of HTTP/2 on which requests run side by side, as Go clients have it. */
export interface Multiplexed {
  send(request: SentRequest): Promise<Answer>;
  /** A stream whose answer does not end; the caller reads and destroys it. */
  open(path: string): ClientHttp2Stream;
  close(): void;
}

export function createMultiplexed({ server, authority, certificate, key }: ServerConnection): Multiplexed {
  const session: ClientHttp2Session = connect(server, {
    ca: authority,
    cert: certificate,
    key,
    settings: { initialWindowSize: 1 << 20 },
  });
  session.setMaxListeners(0);
  let broken: Error | undefined;
  session.on('error', (error) => (broken = error));
  session.on('connect', () => session.setLocalWindowSize(1 << 26));
  const start = (headers: object, ended: boolean): ClientHttp2Stream => {
    if (broken) throw broken;
    return session.request({ accept: 'application/json', 'user-agent': 'bench/1', ...headers }, { endStream: ended });
  };
  return {
    send: ({ method, path, body, contentType = 'application/json' }) =>
      new Promise((resolve, reject) => {
        const type = body === undefined ? {} : { 'content-type': contentType };
        const stream = start({ ':method': method, ':path': path, ...type }, body === undefined);
        let status = 0;
        let text = '';
        stream.setEncoding('utf8');
        stream.on('response', (headers) => (status = Number(headers[':status'])));
        stream.on('data', (chunk: string) => (text += chunk));
        stream.on('end', () => resolve({ status, text }));
        stream.on('error', reject);
        if (body !== undefined) stream.end(JSON.stringify(body));
      }),
    open: (path) => start({ ':method': 'GET', ':path': path }, true),
    close: () => session.destroy(),
  };
}
