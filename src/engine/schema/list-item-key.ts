import { isJsonObject } from '../json/is-json-object.ts';
import type { SchemaNode } from './compile-schema.ts';

/**
 * What identifies an item within its set or list-map, in the form of a field path element:
 * `v:"x"` or `k:{"name":"x"}`. Undefined where the item lacks every key or is not of the right shape.
 */
export function listItemKey(node: SchemaNode, item: unknown): string | undefined {
  if (node.listType === 'set') return `v:${JSON.stringify(item)}`;
  if (!isJsonObject(item)) return undefined;
  const key: { [name: string]: unknown } = {};
  let found = false;
  for (const name of node.mapKeys) {
    const value = item[name] ?? node.items?.properties.get(name)?.schema.default;
    if (value === undefined) continue;
    key[name] = value;
    found = true;
  }
  return found ? `k:${JSON.stringify(key)}` : undefined;
}
