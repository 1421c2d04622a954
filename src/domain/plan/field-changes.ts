import { deepEqual } from '#base/deep-equal.ts';
import { isRecord } from '#base/is-record.ts';
import type { PlannedField } from './plan-document.ts';

/** Fields below which two values differ, in order; items of lists are told apart by their name where all have one. */
export function fieldChanges(before: unknown, after: unknown, path = ''): readonly PlannedField[] {
  if (deepEqual(before, after)) return [];
  const left = childrenOf(before);
  const right = childrenOf(after);
  const whole = (left === undefined && before !== undefined) || (right === undefined && after !== undefined);
  if (whole || (left === undefined && right === undefined)) return [changed(path, before, after)];
  const names = new Set([...(left?.keys() ?? []), ...(right?.keys() ?? [])]);
  if (names.size === 0) return [changed(path, before, after)];
  return [...names].flatMap((name) => {
    const inside = name.startsWith('[') || path === '' ? `${path}${name}` : `${path}.${name}`;
    return fieldChanges(left?.get(name), right?.get(name), inside);
  });
}

function changed(path: string, before: unknown, after: unknown): PlannedField {
  return { path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

/** The parts of a value by what comes after its path; undefined for what has none. */
function childrenOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    const named = items.every((item) => isRecord(item) && typeof item['name'] === 'string');
    return new Map(
      items.map((item, index) => [`[${named ? String((item as { readonly name: string }).name) : index}]`, item]),
    );
  }
  return isRecord(value) ? new Map(Object.entries(value)) : undefined;
}
