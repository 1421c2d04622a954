import type { ManagedFieldsEntry } from '#api/meta/object-meta.ts';
import { deepEqual } from '#base/deep-equal.ts';

function withoutTimes(entries: readonly unknown[]): readonly unknown[] {
  return entries.map((entry) => {
    const { time: _, ...rest } = entry as ManagedFieldsEntry;
    return rest;
  });
}

/** Whether the managers of an object own the same as before, whenever each of them wrote last. */
export function sameButForTimes(before: readonly unknown[] = [], after: readonly unknown[] = []): boolean {
  return deepEqual(withoutTimes(before), withoutTimes(after));
}
