import { isJsonObject, type JsonObject } from '../json/is-json-object.ts';
import type { SchemaNode } from '../schema/compile-schema.ts';
import { structure } from './structure.ts';

/**
 * What is stored with an applied configuration laid over it: granular objects and lists merge, everything else is
 * replaced. Shares unchanged parts with its inputs; changes neither.
 */
export function merge(node: SchemaNode, stored: unknown, applied: unknown): unknown {
  if (stored === undefined) return applied;
  if (isJsonObject(stored) && isJsonObject(applied) && structure.isGranularMap(node)) {
    return mergeMembers(node, stored, applied);
  }
  if (Array.isArray(stored) && Array.isArray(applied) && structure.isGranularList(node)) {
    return mergeItems(node, stored, applied);
  }
  return applied;
}

function mergeMembers(node: SchemaNode, stored: JsonObject, applied: JsonObject): JsonObject {
  const merged: JsonObject = { ...stored };
  for (const [name, value] of Object.entries(applied)) {
    merged[name] = merge(structure.child(node, name), stored[name], value);
  }
  return merged;
}

/**
 * Items keep the applied order among themselves; stored items that were not applied stay as near as possible to
 * where they were.
 */
function mergeItems(node: SchemaNode, stored: readonly unknown[], applied: readonly unknown[]): readonly unknown[] {
  const left = stored.map((item) => structure.itemElement(node, item) ?? '');
  const right = applied.map((item) => structure.itemElement(node, item) ?? '');
  const storedBy = new Map(left.map((element, index) => [element, stored[index]]));
  const isApplied = new Set(right);
  const shared = right.filter((element) => storedBy.has(element));
  const done = new Set<string>();
  const merged: unknown[] = [];
  const take = (index: number) => {
    const element = right[index] ?? '';
    done.add(element);
    merged.push(merge(structure.item(node), storedBy.get(element), applied[index]));
    if (shared[0] === element) shared.shift();
  };
  let leftIndex = 0;
  let rightIndex = 0;
  while (leftIndex < left.length || rightIndex < right.length) {
    const element = left[leftIndex];
    if (element !== undefined && rightIndex < right.length) {
      if (element === right[rightIndex]) {
        take(rightIndex++);
        leftIndex++;
        continue;
      }
      if (isApplied.has(element) && shared[0] !== undefined && shared[0] !== element) {
        // It will come where the applied order has it.
        leftIndex++;
        continue;
      }
    }
    if (element !== undefined) {
      if (!isApplied.has(element)) {
        merged.push(stored[leftIndex++]);
        continue;
      }
      if (done.has(element)) leftIndex++;
    }
    if (rightIndex < right.length) take(rightIndex++);
  }
  return merged;
}
