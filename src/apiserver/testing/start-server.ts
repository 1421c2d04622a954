import type { Kind } from '#api/meta/kind.ts';
import { createEngine, type Engine } from '#engine/create-engine.ts';
import { createKubeClient, type KubeClient } from '#kube/create-kube-client.ts';
import type { ServerConnection } from '#kube/server-connection.ts';
import { clock } from '#platform/clock.ts';
import { createPki } from '#platform/pki/create-pki.ts';
import { randomness } from '#platform/randomness.ts';
import { timers } from '#platform/timers.ts';
import { MemoryStorage } from '#storage/memory/memory-storage.ts';
import { type ApiServerOptions, createApiServer } from '../create-api-server.ts';

/** A real server over a real engine on memory, with TLS on a loopback port, and clients of it. */
export interface TestServer {
  readonly engine: Engine;
  readonly server: string;
  /** How somebody reaches it; without groups an admin. */
  connection(name?: string, groups?: readonly string[], usage?: 'client' | 'server'): Promise<ServerConnection>;
  /** A client as that somebody, closed with the server. */
  client(name?: string, groups?: readonly string[]): Promise<KubeClient>;
  close(): Promise<void>;
}

export async function startServer(
  kinds: readonly Kind[],
  options: Partial<ApiServerOptions> = {},
  engineOptions: { readonly watchWindow?: number } = {},
): Promise<TestServer> {
  const pki = createPki(clock);
  const authority = await pki.createAuthority({ commonName: 'test-ca', validSeconds: 3600 });
  const pair = await pki.issue({
    authority,
    commonName: 'slipway',
    usages: ['server'],
    addresses: ['127.0.0.1'],
    validSeconds: 3600,
  });
  const engine = createEngine({
    storage: new MemoryStorage(randomness.uuid()),
    kinds,
    clock,
    randomness,
    ...engineOptions,
  });
  const tls = { ...pair, authority: authority.certificate };
  const api = createApiServer({ objects: engine, kinds, clock, timers, version: '0.0.0', tls, ...options });
  const { port } = await api.listen();
  const server = `https://127.0.0.1:${port}`;
  const clients: KubeClient[] = [];
  const connection: TestServer['connection'] = async (name = 'test', groups = ['slipway:admins'], usage = 'client') => {
    const user = await pki.issue({
      authority,
      commonName: name,
      organizations: groups,
      usages: [usage],
      validSeconds: 600,
    });
    return { server, authority: authority.certificate, ...user };
  };
  return {
    engine,
    server,
    connection,
    client: async (name, groups) => {
      const client = createKubeClient(await connection(name, groups));
      clients.push(client);
      return client;
    },
    close: async () => {
      for (const client of clients) await client.close();
      await api.close();
      engine.close();
    },
  };
}
