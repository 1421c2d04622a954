import { ConfigMap } from '#api/builtin/config-map.ts';
import { Namespace } from '#api/builtin/namespace.ts';
import { Secret } from '#api/builtin/secret.ts';
import { MemoryStorage } from '#storage/memory/memory-storage.ts';
import { createEngine, type Engine } from '../create-engine.ts';
import { Gadget } from './gadget.ts';
import { seededRandomness } from './seeded-randomness.ts';
import { steppingClock } from './stepping-clock.ts';
import { Widget } from './widget.ts';

/** The kinds of {@link openTestEngine}. */
const kinds = [Namespace, Secret, ConfigMap, Widget, Gadget];

/** An engine in memory that always does the same, with the test kinds. */
export async function openTestEngine(
  options: { readonly storage?: MemoryStorage; readonly watchWindow?: number } = {},
) {
  const storage = options.storage ?? new MemoryStorage('test');
  const window = options.watchWindow === undefined ? {} : { watchWindow: options.watchWindow };
  const api: Engine = createEngine({
    storage,
    kinds,
    clock: steppingClock(),
    randomness: seededRandomness(7),
    ...window,
  });
  await api.ready();
  return { api, storage, kinds };
}
