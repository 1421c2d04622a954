import { rmSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** Called before the engine hears of a changing call; it waits for the result. `path` is without version and query. */
export type Meddler = (call: { readonly path: string; readonly query: URLSearchParams }) => Promise<void>;

/** A door to the engine that a test can shut, and at which it can step in before a call goes through. */
export interface EngineDoor {
  readonly socketPath: string;
  /** Nobody answers any more, and whatever is under way breaks. */
  shut(): void;
  open(): Promise<void>;
  /** Steps in before each POST; undefined: nobody does. */
  meddle(meddler: Meddler | undefined): void;
  close(): void;
}

interface Upgraded {
  readonly socket: Duplex;
  /** What came together with the head. */
  readonly body: Uint8Array;
}

/** A connection that becomes a plain stream, as for commands on machines: bytes are passed on as they come. */
function passOn(engine: string, incoming: IncomingMessage, { socket, body }: Upgraded): void {
  const upstream = connect(engine, () => {
    const head = [`${incoming.method} ${incoming.url} HTTP/1.1`];
    for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
      head.push(`${incoming.rawHeaders[index]}: ${incoming.rawHeaders[index + 1]}`);
    }
    upstream.write(`${head.join('\r\n')}\r\n\r\n`);
    upstream.write(body);
    socket.pipe(upstream).pipe(socket);
  });
  for (const [one, other] of [
    [socket, upstream],
    [upstream, socket],
  ] as const) {
    one.on('error', () => other.destroy());
    one.on('close', () => other.destroy());
  }
}

/** Opens a door at a path to the engine at a socket. */
export async function openEngineDoor(engine: string, socketPath: string): Promise<EngineDoor> {
  let meddler: Meddler | undefined;
  let server: Server | undefined;
  const sockets = new Set<Socket>();

  async function serve(incoming: IncomingMessage, reply: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/', headers } = incoming;
    const target = new URL(url, 'http://engine');
    if (method === 'POST') {
      await meddler?.({ path: target.pathname.replace(/^\/v[\d.]+/, ''), query: target.searchParams });
    }
    const asked = request({ socketPath: engine, method, path: url, headers }, (answer) => {
      reply.writeHead(answer.statusCode ?? 500, answer.headers);
      reply.flushHeaders();
      answer.pipe(reply);
    });
    asked.on('error', () => incoming.socket.destroy());
    incoming.on('close', () => {
      if (!incoming.complete) asked.destroy();
    });
    reply.on('close', () => asked.destroy());
    incoming.pipe(asked);
  }

  const door: EngineDoor = {
    socketPath,
    shut() {
      server?.close();
      server = undefined;
      for (const socket of sockets) socket.destroy();
      rmSync(socketPath, { force: true });
    },
    async open() {
      const opened = createServer((incoming, reply) => {
        serve(incoming, reply).catch(() => incoming.socket.destroy());
      });
      opened.on('connection', (socket: Socket) => {
        sockets.add(socket);
        socket.on('close', () => sockets.delete(socket));
      });
      opened.on('upgrade', (incoming, socket, body) => passOn(engine, incoming, { socket, body }));
      await new Promise<void>((resolve) => opened.listen(socketPath, resolve));
      server = opened;
    },
    meddle: (given) => {
      meddler = given;
    },
    close: () => door.shut(),
  };
  await door.open();
  return door;
}
