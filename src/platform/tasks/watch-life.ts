import { closeSync, openSync } from 'node:fs';
import { connect } from 'node:net';
import { lifeSocketName } from './life-socket-name.ts';

/** Calls back once when the process behind the socket in `folder` ends. Returns the way to stop, or undefined when nobody listens there (yet). */
export async function watchLife(folder: string, onEnd: () => void): Promise<(() => void) | undefined> {
  const directory = openSync(folder, 'r');
  try {
    // Through the open directory the path is short wherever the folder is.
    const socket = connect(`/proc/self/fd/${directory}/${lifeSocketName}`);
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
