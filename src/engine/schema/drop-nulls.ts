import { isJsonObject } from '../json/is-json-object.ts';
import type { SchemaNode } from './compile-schema.ts';

/**
 * Removes nulls that mean absent from a working copy, in place. `every`: all nulls of fields that are not nullable
 * (Kubernetes' own kinds and metadata); otherwise only those of fields with a default, as for custom resources.
 */
export function dropNulls(node: SchemaNode, value: unknown, every: boolean): void {
  if (Array.isArray(value)) {
    if (node.items) for (const item of value) dropNulls(node.items, item, every);
    return;
  }
  if (!isJsonObject(value)) return;
  for (const name of Object.keys(value)) {
    const child = node.properties.get(name) ?? node.additional;
    if (!child) continue;
    if (value[name] !== null) dropNulls(child, value[name], every);
    else if (child.schema.nullable !== true && (every || child.schema.default !== undefined)) delete value[name];
  }
}
