import { createServer, type Server } from 'node:net';

/** In the machine's own network namespace; the kernel frees it with the process, so a killed holder leaves nothing stale. */
const name = '\0slipway-host-journal';
const lookAgainMilliseconds = 50;

function bind(): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(name, () => resolve(server));
  });
}

/** Waits until no other process writes the journal, then keeps others from it; the result lets go. */
export async function holdJournal(): Promise<() => void> {
  for (;;) {
    const server = await bind();
    if (server) return () => server.close();
    await new Promise((resolve) => setTimeout(resolve, lookAgainMilliseconds));
  }
}
