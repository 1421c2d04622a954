import { Agent } from 'undici';
import type { ServerConnection } from '#kube/server-connection.ts';

export interface Request {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers?: { readonly [name: string]: string };
  /** Text is sent as it is, anything else as JSON. */
  readonly body?: unknown;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
  readonly text: string;
}

/** Sends requests to one server over connections that are kept. */
export interface Sender {
  send(request: Request): Promise<RawAnswer>;
  /** The lines of an answer until `enough` says so or the server ends it. */
  lines(request: Request, enough: (lines: readonly string[]) => boolean): Promise<RawAnswer>;
  close(): Promise<void>;
}

export function createSender(connection: ServerConnection): Sender {
  const { server, authority, certificate, key } = connection;
  const connect = { ca: authority, cert: certificate, key } as { ca: string; cert: string; key: string };
  const agent = new Agent({ connect, connections: 64, headersTimeout: 60_000, bodyTimeout: 60_000 });
  const open = ({ method, path, headers = {}, body }: Request) => {
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const type = text === undefined ? {} : { 'content-type': 'application/json' };
    const sent = { accept: 'application/json', 'user-agent': 'differential/1', ...type, ...headers };
    return agent.request({
      origin: server,
      method: method as 'GET',
      path,
      headers: sent,
      ...(text === undefined ? {} : { body: text }),
    });
  };
  return {
    async send(request) {
      const { statusCode, headers, body } = await open(request);
      return { status: statusCode, headers, text: await body.text() };
    },
    async lines(request, enough) {
      const { statusCode, headers, body } = await open(request);
      let text = '';
      for await (const chunk of body.setEncoding('utf8') as AsyncIterable<string>) {
        text += chunk;
        if (enough(text.split('\n').filter((line) => line !== ''))) break;
      }
      return { status: statusCode, headers, text };
    },
    close: () => agent.destroy(),
  };
}
