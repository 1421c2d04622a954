import { isJsonObject } from '../json/is-json-object.ts';
import type { SchemaNode } from './compile-schema.ts';

/**
 * Settles the nulls of a working copy, in place, as Kubernetes reads them: those of fields that are not nullable mean
 * absent (with `defaulted` only where a default takes their place). In what Kubernetes has types for (its own kinds, and metadata) a null among the texts of a map is an empty text.
 */
export function dropNulls(node: SchemaNode, value: unknown, manner: 'typed' | 'structural' | 'defaulted'): void {
  if (Array.isArray(value)) {
    if (node.items) for (const item of value) dropNulls(node.items, item, manner);
    return;
  }
  if (!isJsonObject(value)) return;
  for (const name of Object.keys(value)) {
    const property = node.properties.get(name);
    const child = property ?? node.additional;
    if (!child) continue;
    if (value[name] !== null) dropNulls(child, value[name], manner);
    else if (!property && manner === 'typed' && child.schema.type === 'string') value[name] = '';
    else if (child.schema.nullable !== true && (manner !== 'defaulted' || child.schema.default !== undefined))
      delete value[name];
  }
}
