import { isJsonObject } from '../json/is-json-object.ts';
import type { SchemaNode } from '../schema/compile-schema.ts';
import type { FieldSet } from './field-set.ts';
import { FieldSetBuilder } from './field-set-builder.ts';
import { structure } from './structure.ts';

/** All fields of a value that an applier who sends it comes to own. */
export function fieldsOf(node: SchemaNode, value: unknown): FieldSet {
  const builder = new FieldSetBuilder();
  collect(node, value, builder);
  return builder.build();
}

/** Collects below the builder's place; true when the value itself is a leaf there. */
function collect(node: SchemaNode, value: unknown, fields: FieldSetBuilder): boolean {
  if (Array.isArray(value)) {
    if (!structure.isGranularList(node)) return true;
    for (const item of value) {
      const element = structure.itemElement(node, item);
      if (element === undefined) continue;
      collect(structure.item(node), item, fields.below(element));
      fields.insert(element);
    }
    return false;
  }
  const members = structure.members(node, value);
  if (!members) return true;
  for (const [name, member] of Object.entries(members)) {
    const element = `f:${name}`;
    const leaf = collect(structure.child(node, name), member, fields.below(element));
    const empty = isJsonObject(member) && Object.keys(member).length === 0;
    if (leaf || empty || !node.properties.has(name)) fields.insert(element);
  }
  return false;
}
