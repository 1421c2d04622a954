import type { KubeObject } from '#api/meta/kube-object.ts';
import type { EngineCore } from '../engine-core.ts';
import { withResourceVersion } from '../watch/with-resource-version.ts';
import { catchUp } from './catch-up.ts';
import { orNoRoom } from './or-no-room.ts';
import type { Write } from './store.ts';

/** Removes an object under its optimistic lock; the object as it was at the end, or undefined as with `store`. */
export async function removeStored(core: EngineCore, write: Write, last: KubeObject): Promise<KubeObject | undefined> {
  const result = await orNoRoom(core.storage.delete(write.path, Number(write.seen ?? 0)));
  if (!result.ok) {
    await catchUp(core, result.current?.version);
    return undefined;
  }
  await core.cache.waitFor(result.revision);
  return withResourceVersion(last, result.revision);
}
