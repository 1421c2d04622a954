import { ConfigMap } from '#api/builtin/config-map.ts';
import { Namespace } from '#api/builtin/namespace.ts';
import { Secret } from '#api/builtin/secret.ts';
import { MemoryStorage } from '#storage/memory/memory-storage.ts';
import { objectApiConformance } from './conformance.ts';
import { createEngine } from './create-engine.ts';
import { seededRandomness } from './conformance/seeded-randomness.ts';
import { steppingClock } from './conformance/stepping-clock.ts';

objectApiConformance({
  name: 'the engine in process',
  open: async (kinds) => {
    const storage = new MemoryStorage('conformance');
    const api = createEngine({
      storage,
      kinds: [Namespace, Secret, ConfigMap, ...kinds],
      clock: steppingClock(),
      randomness: seededRandomness(1),
    });
    return {
      api,
      close: async () => {
        api.close();
        await storage.close();
      },
    };
  },
});
