import { isJsonObject, type JsonObject } from '../json/is-json-object.ts';
import type { SchemaNode } from '../schema/compile-schema.ts';
import type { FieldSet } from './field-set.ts';
import { structure } from './structure.ts';

/**
 * A value without the fields of a set. An object or list that loses everything stays as an empty one: it goes only
 * where it is in the set itself. Shares unchanged parts with its input.
 */
export function removeFields(node: SchemaNode, value: unknown, fields: FieldSet): unknown {
  if (fields.isEmpty) return value;
  if (Array.isArray(value)) return structure.isGranularList(node) ? removeItems(node, value, fields) : value;
  if (!isJsonObject(value) || !structure.isGranularMap(node)) return value;
  const kept: JsonObject = {};
  for (const [name, member] of Object.entries(value)) {
    const element = `f:${name}`;
    if (fields.has(element)) continue;
    kept[name] = removeFields(structure.child(node, name), member, fields.below(element));
  }
  return kept;
}

function removeItems(node: SchemaNode, items: readonly unknown[], fields: FieldSet): readonly unknown[] {
  const kept: unknown[] = [];
  for (const item of items) {
    const element = structure.itemElement(node, item);
    if (element !== undefined && fields.has(element)) continue;
    kept.push(element === undefined ? item : removeFields(structure.item(node), item, fields.below(element)));
  }
  return kept;
}
