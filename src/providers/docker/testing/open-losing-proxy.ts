import { createServer, request } from 'node:http';

export interface LosingProxy {
  readonly socketPath: string;
  close(): void;
}

/** A door to the engine that breaks the connection instead of passing on the reply to the n-th changing call. */
export function openLosingProxy(engineSocket: string, socketPath: string, losesReply: number): LosingProxy {
  let changing = 0;
  const server = createServer((incoming, reply) => {
    const { method = 'GET', url = '/', headers } = incoming;
    if (method !== 'GET' && method !== 'HEAD') changing += 1;
    const loses = method !== 'GET' && method !== 'HEAD' && changing === losesReply;
    const asked = request({ socketPath: engineSocket, method, path: url, headers }, (answer) => {
      if (loses) {
        answer.resume();
        answer.on('end', () => incoming.socket.destroy());
        return;
      }
      reply.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(reply);
    });
    asked.on('error', () => incoming.socket.destroy());
    incoming.on('close', () => {
      if (!incoming.complete) asked.destroy();
    });
    incoming.pipe(asked);
  });
  server.listen(socketPath);
  return {
    socketPath,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
