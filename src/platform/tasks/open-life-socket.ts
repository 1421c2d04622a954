import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { lifeSocketName } from './life-socket-name.ts';

/**
 * Opens the socket by which others learn that this process has ended: they connect, and the kernel closes the
 * connection however the process ends. Its working directory has to be the task's folder, because paths of sockets are short.
 */
export async function openLifeSocket(): Promise<void> {
  await rm(lifeSocketName, { force: true });
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.unref();
  });
  server.listen(`./${lifeSocketName}`);
  await once(server, 'listening');
  server.unref();
}
