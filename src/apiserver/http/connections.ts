import type { Http2SecureServer } from 'node:http2';
import type { TLSSocket } from 'node:tls';

/** A server's open connections, so that closing it waits for answers under way and for nothing else. */
export class Connections {
  readonly #active = new Map<TLSSocket, number>();
  #draining = false;

  constructor(server: Http2SecureServer) {
    server.on('secureConnection', (socket: TLSSocket) => {
      this.#active.set(socket, 0);
      socket.on('close', () => this.#active.delete(socket));
      if (this.#draining) socket.destroy();
    });
    server.on('request', (request, response) => {
      const socket = this.#find(request.stream?.session?.socket ?? request.socket);
      if (!socket) return;
      this.#active.set(socket, (this.#active.get(socket) ?? 0) + 1);
      response.once('close', () => this.#leave(socket));
    });
  }

  /** Closes each connection when its last answer is out, idle ones at once. */
  drain(): void {
    this.#draining = true;
    for (const [socket, count] of this.#active) if (count === 0) socket.destroySoon();
  }

  /** Cuts off what is still open. */
  destroy(): void {
    for (const socket of this.#active.keys()) socket.destroy();
  }

  /** HTTP/2 hides its socket behind a proxy; ports tell them apart. */
  #find(shown: {
    readonly remotePort?: number | undefined;
    readonly remoteAddress?: string | undefined;
  }): TLSSocket | undefined {
    for (const socket of this.#active.keys()) {
      if (socket === shown || (socket.remotePort === shown.remotePort && socket.remoteAddress === shown.remoteAddress))
        return socket;
    }
    return undefined;
  }

  #leave(socket: TLSSocket): void {
    const count = this.#active.get(socket);
    if (count === undefined) return;
    this.#active.set(socket, count - 1);
    if (this.#draining && count <= 1) socket.destroySoon();
  }
}
