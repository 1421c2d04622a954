import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import type { ServerConnection } from '#kube/server-connection.ts';

export interface RawAnswer {
  readonly status: number;
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
  readonly text: string;
  /** The body as JSON; fails when it is none. */
  json(): { readonly [field: string]: unknown };
}

/** One HTTP/1.1 request as it is written here, with nothing added but the connection. */
export function rawRequest(
  connection: Partial<ServerConnection> & Pick<ServerConnection, 'server'>,
  target: string,
  options: { readonly headers?: { readonly [name: string]: string }; readonly body?: string | Uint8Array } = {},
): Promise<RawAnswer> {
  const [method = 'GET', path = '/'] = target.split(' ');
  const length = options.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(options.body)) };
  const headers = { ...length, ...options.headers };
  const { server, authority, certificate, key } = connection;
  const { hostname, port } = new URL(server);
  return new Promise((resolve, reject) => {
    const tls = { ca: authority, cert: certificate, key, agent: false, rejectUnauthorized: authority !== undefined };
    const sent = request({ hostname, port, method, path, headers, ...tls }, (response) => {
      text(response).then((body) => {
        const { statusCode = 0, headers } = response;
        resolve({
          status: statusCode,
          headers,
          text: body,
          json: () => JSON.parse(body) as { [field: string]: unknown },
        });
      }, reject);
    });
    sent.on('error', reject);
    sent.end(options.body);
  });
}
