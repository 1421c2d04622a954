import type { EngineCore } from '../engine-core.ts';

/** Waits until the cache shows the write that was in the way: a version, or undefined when the object is gone. */
export async function catchUp(core: EngineCore, version: number | undefined): Promise<void> {
  await core.cache.waitFor(version ?? (await core.storage.revision()));
}
