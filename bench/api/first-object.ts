import { setTimeout as pause } from 'node:timers/promises';
import type { ServerConnection } from '#kube/server-connection.ts';
import { createMultiplexed } from './multiplexed.ts';

const path = '/api/v1/namespaces/default/configmaps';

/** The first object that is stored on a server, which is tried until it serves. */
export const firstObject = {
  async store(connection: ServerConnection): Promise<void> {
    const deadline = AbortSignal.timeout(120_000);
    for (;;) {
      deadline.throwIfAborted();
      const client = createMultiplexed(connection);
      try {
        const metadata = { name: `first-${Date.now()}`, namespace: 'default' };
        const answer = await client.send({
          method: 'POST',
          path,
          body: { apiVersion: 'v1', kind: 'ConfigMap', metadata },
        });
        if (answer.status === 201) return;
      } catch {
        // Nobody listens yet.
      } finally {
        client.close();
      }
      await pause(5);
    }
  },
} as const;
