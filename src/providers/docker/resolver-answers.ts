import { createSocket } from 'node:dgram';
import type { Timers } from '#capabilities/timers.ts';

/** A query for the name servers of the root, recursion desired: any reply at all proves a resolver. */
const query = Buffer.from('51a9010000010000000000000000020001', 'hex');

/** Whether something answers DNS at the address within `milliseconds`. */
export async function resolverAnswers(address: string, timers: Timers, milliseconds: number): Promise<boolean> {
  const socket = createSocket('udp4');
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const stop = timers.after(milliseconds, () => resolve(false));
  socket.once('message', () => resolve(true));
  socket.once('error', () => resolve(false));
  try {
    socket.connect(53, address, (error?: Error) => {
      if (error) resolve(false);
      else socket.send(query);
    });
    return await promise;
  } finally {
    stop();
    socket.close();
  }
}
