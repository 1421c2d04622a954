import { ConfigMap } from '#api/builtin/config-map.ts';
import { servedKinds } from '#api/served-kinds.ts';
import { createEngine } from '#engine/create-engine.ts';
import { openStore } from '#manager/store/open-store.ts';
import { clock } from '#platform/clock.ts';
import { randomness } from '#platform/randomness.ts';
import type { ServerPaths } from '#platform/server/server-paths.ts';

const together = 500;

/** Puts so many objects of half a kilobyte into the store of a manager that does not run. */
export async function fillStore(paths: ServerPaths, objects: number): Promise<void> {
  const { storage } = await openStore({ directory: paths.store, keys: paths.keys });
  const engine = createEngine({ storage, kinds: servedKinds, clock, randomness });
  try {
    await engine.ready();
    const data = { text: 'something that somebody keeps. '.repeat(10) };
    for (let first = 0; first < objects; first += together) {
      const names = Array.from({ length: Math.min(together, objects - first) }, (_, index) => `kept-${first + index}`);
      await Promise.all(
        names.map((name) =>
          engine.create(ConfigMap, {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            metadata: { name, namespace: 'default' },
            data,
          }),
        ),
      );
    }
  } finally {
    engine.close();
    await storage.close();
  }
}
