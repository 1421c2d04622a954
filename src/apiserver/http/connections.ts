import type { Http2SecureServer } from 'node:http2';
import type { TLSSocket } from 'node:tls';

type Shown = Pick<TLSSocket, 'remotePort' | 'remoteAddress'>;

/** HTTP/2 hides its socket behind a proxy; its other end tells it apart. */
function endOf({ remoteAddress, remotePort }: Shown): string {
  return `${remoteAddress} ${remotePort}`;
}

interface Connection {
  readonly socket: TLSSocket;
  /** Answers under way. */
  active: number;
}

/** A server's open connections: bounded for each user, and closed with the server once their answers are out. */
export class Connections {
  readonly #open = new Map<string, Connection>();
  readonly #ofUser = new Map<string, number>();
  readonly #mostOfUser: number;
  #draining = false;

  constructor(server: Http2SecureServer, mostOfUser: number) {
    this.#mostOfUser = mostOfUser;
    server.on('secureConnection', (socket: TLSSocket) => this.#enter(socket));
    server.on('request', (request, response) => {
      const connection = this.#open.get(endOf(request.stream?.session?.socket ?? request.socket));
      if (!connection) return;
      connection.active += 1;
      response.once('close', () => {
        connection.active -= 1;
        if (this.#draining && connection.active === 0) connection.socket.destroySoon();
      });
    });
  }

  /** Closes each connection when its last answer is out, idle ones at once. */
  drain(): void {
    this.#draining = true;
    for (const { active, socket } of this.#open.values()) if (active === 0) socket.destroySoon();
  }

  /** Cuts off what is still open. */
  destroy(): void {
    for (const { socket } of this.#open.values()) socket.destroy();
  }

  #enter(socket: TLSSocket): void {
    const user = userOf(socket);
    const count = this.#ofUser.get(user) ?? 0;
    if (this.#draining || count >= this.#mostOfUser) {
      socket.destroy();
      return;
    }
    const end = endOf(socket);
    this.#ofUser.set(user, count + 1);
    this.#open.set(end, { socket, active: 0 });
    socket.once('close', () => {
      this.#open.delete(end);
      const left = (this.#ofUser.get(user) ?? 1) - 1;
      if (left === 0) this.#ofUser.delete(user);
      else this.#ofUser.set(user, left);
    });
  }
}

/** Whoever shows no certificate of ours is one of the strangers, who share what one user has. */
function userOf(socket: TLSSocket): string {
  const name: unknown = socket.authorized ? socket.getPeerCertificate()?.subject?.CN : undefined;
  return typeof name === 'string' ? `user ${name}` : 'strangers';
}
