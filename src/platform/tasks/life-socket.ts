import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';

const name = 'life';

/**
 * Opens the socket by which others learn that this process has ended: they connect, and the kernel closes the
 * connection however the process ends. Its working directory has to be the task's folder, because paths of sockets are short.
 */
export async function openLifeSocket(): Promise<void> {
  await rm(name, { force: true });
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.unref();
  });
  server.listen(`./${name}`);
  await once(server, 'listening');
  server.unref();
}

/** Calls back once when the process behind the socket in `folder` ends. Returns the way to stop, or undefined when nobody listens there (yet). */
export async function watchLife(folder: string, onEnd: () => void): Promise<(() => void) | undefined> {
  const directory = openSync(folder, 'r');
  try {
    // Through the open directory the path is short wherever the folder is.
    const socket = connect(`/proc/self/fd/${directory}/${name}`);
    const connected = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.on('error', () => socket.destroy());
      socket.once('close', () => resolve(false));
    });
    if (!connected) {
      return undefined;
    }
    socket.resume();
    if (socket.destroyed) {
      onEnd();
    }
    socket.once('close', onEnd);
    return () => {
      socket.off('close', onEnd);
      socket.destroy();
    };
  } finally {
    closeSync(directory);
  }
}
