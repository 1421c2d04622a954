import type { KubeObject } from '#api/meta/kube-object.ts';
import type { Controller, WokenKeys } from './controller.ts';
import type { CacheChange } from './object-cache.ts';
import type { Priority } from './work-queue.ts';

/** What of one controller a change wakes: a key, or the keys of all its objects that match. */
export interface Wake {
  readonly controller: string;
  readonly keys: WokenKeys;
  readonly priority: Priority;
}

/** Keys that a change wakes through a mapping of objects, the old one and the new one. */
export function wakesByObject(
  controller: Pick<Controller, 'name'>,
  { old, current, initial }: CacheChange,
  wakes: (object: KubeObject) => WokenKeys,
): readonly Wake[] {
  const priority = initial ? 'resync' : 'event';
  const objects = [old, current].filter((object) => object !== undefined);
  return objects.map((object) => ({ controller: controller.name, keys: wakes(object), priority }));
}
