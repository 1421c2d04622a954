import { copyJson } from '../json/copy-json.ts';
import { isJsonObject } from '../json/is-json-object.ts';
import type { SchemaNode } from './compile-schema.ts';

/** Writes the defaults of a schema into the absent fields of a working copy, in place and into every object present. */
export function applyDefaults(node: SchemaNode, value: unknown): void {
  if (!node.hasDefaults) return;
  if (Array.isArray(value)) {
    if (node.items) for (const item of value) applyDefaults(node.items, item);
    return;
  }
  if (!isJsonObject(value)) return;
  for (const [name, child] of node.properties) {
    if (value[name] === undefined && child.schema.default !== undefined) value[name] = copyJson(child.schema.default);
    if (child.hasDefaults) applyDefaults(child, value[name]);
  }
  if (!node.additional?.hasDefaults) return;
  for (const name of Object.keys(value)) {
    if (!node.properties.has(name)) applyDefaults(node.additional, value[name]);
  }
}
