import type { ManagedFieldsEntry } from '#api/meta/object-meta.ts';
import { canonicalJson } from '#base/canonical-json.ts';
import { deepEqual } from '#base/deep-equal.ts';

/** By manager: their order in the list is that of their times. */
function byManager(entries: readonly unknown[]): { readonly [manager: string]: unknown } {
  return Object.fromEntries(
    entries.map((entry) => {
      const { time: _, fieldsV1, ...identity } = entry as ManagedFieldsEntry;
      return [canonicalJson(identity), fieldsV1];
    }),
  );
}

/** Whether the managers of an object own the same as before, whenever each of them wrote last. */
export function sameButForTimes(before: readonly unknown[] = [], after: readonly unknown[] = []): boolean {
  return before.length === after.length && deepEqual(byManager(before), byManager(after));
}
