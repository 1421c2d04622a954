import { isJsonObject } from '../json/is-json-object.ts';
import type { SchemaNode } from '../schema/compile-schema.ts';
import type { FieldSet } from './field-set.ts';
import { FieldSetBuilder } from './field-set-builder.ts';
import { structure } from './structure.ts';

/**
 * All fields of a value that an applier who sends it comes to own. An empty granular list has none; with
 * `emptyLists: 'present'` it counts as a field itself.
 */
export function fieldsOf(node: SchemaNode, value: unknown, emptyLists: 'absent' | 'present' = 'absent'): FieldSet {
  const builder = new FieldSetBuilder();
  collect(node, value, { fields: builder, emptyLists });
  return builder.build();
}

interface Collection {
  readonly fields: FieldSetBuilder;
  readonly emptyLists: 'absent' | 'present';
}

/** Collects below the builder's place; true when the value itself is a leaf there. */
function collect(node: SchemaNode, value: unknown, { fields, emptyLists }: Collection): boolean {
  if (Array.isArray(value)) {
    if (!structure.isGranularList(node)) return true;
    if (value.length === 0) return emptyLists === 'present';
    for (const item of value) {
      const element = structure.itemElement(node, item);
      if (element === undefined) continue;
      if (isJsonObject(item)) collect(structure.item(node), item, { fields: fields.below(element), emptyLists });
      fields.insert(element);
    }
    return false;
  }
  const members = structure.members(node, value);
  if (!members) return true;
  for (const [name, member] of Object.entries(members)) {
    const element = `f:${name}`;
    if (typeof member !== 'object' || member === null) {
      fields.insert(element);
      continue;
    }
    const leaf = collect(structure.child(node, name), member, { fields: fields.below(element), emptyLists });
    const empty = isJsonObject(member) && Object.keys(member).length === 0;
    if (leaf || empty || !node.properties.has(name)) fields.insert(element);
  }
  return false;
}
