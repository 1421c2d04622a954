import { createEngine } from '#engine/create-engine.ts';
import { GarbageCollector } from '#engine/garbage-collector.ts';
import { NamespaceController } from '#engine/namespace-controller.ts';
import { createApiServer } from '#apiserver/create-api-server.ts';
import type { Kind } from '#api/meta/kind.ts';
import { clock } from '#platform/clock.ts';
import { createPki } from '#platform/pki/create-pki.ts';
import { randomness } from '#platform/randomness.ts';
import { timers } from '#platform/timers.ts';
import { MemoryStorage } from '#storage/memory/memory-storage.ts';
import { comparedKinds } from './compared-kinds.ts';
import type { Target } from './target.ts';

/** The embedded API over TLS with its garbage collector and namespace controller, as a manager runs it. */
export async function startEmbedded(): Promise<Target> {
  const pki = createPki(clock);
  const authority = await pki.createAuthority({ commonName: 'differential', validSeconds: 3600 });
  const issue = (commonName: string, usage: 'server' | 'client', organizations: readonly string[]) =>
    pki.issue({ authority, commonName, organizations, usages: [usage], addresses: ['127.0.0.1'], validSeconds: 3600 });
  const own = await issue('slipway', 'server', []);
  const admin = await issue('admin', 'client', ['slipway:admins']);
  const storage = new MemoryStorage(randomness.uuid());

  const serve = async (kinds: readonly Kind[], at: number) => {
    const engine = createEngine({ storage, kinds, clock, randomness });
    await engine.ready();
    const tls = { ...own, authority: authority.certificate };
    const server = createApiServer({ objects: engine, kinds, clock, timers, version: '0.0.0', tls });
    const { port } = await server.listen({ port: at });
    const stopped = new AbortController();
    const running = Promise.all(
      [new GarbageCollector({ api: engine, kinds }), new NamespaceController({ api: engine, kinds })].map(
        (controller) => controller.run(stopped.signal),
      ),
    );
    // What ends one of them early shows as a case that never gets its answer, and is told when the server is stopped.
    running.catch(() => undefined);
    return {
      port,
      close: async () => {
        stopped.abort();
        await server.close();
        engine.close();
        await running;
      },
    };
  };

  let serving = await serve(comparedKinds.before, 0);
  const { port } = serving;
  const again = async (kinds: readonly Kind[]) => {
    await serving.close();
    serving = await serve(kinds, port);
  };
  return {
    name: 'embedded',
    connection: { server: `https://127.0.0.1:${port}`, authority: authority.certificate, ...admin },
    compact: async () => {
      await storage.compact(await storage.revision());
      // Watches are served from a window of changes in memory, which begins anew with the process.
      await again(comparedKinds.after);
    },
    tighten: () => again(comparedKinds.after),
    stop: () => serving.close(),
  };
}
