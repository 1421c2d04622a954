import type { SchemaNode } from '../schema/compile-schema.ts';
import { FieldSet } from './field-set.ts';
import { structure } from './structure.ts';

/**
 * The same set with every field that the schema names made a member when something below it is: so a struct that an
 * applier wrote goes when the last of its fields goes.
 */
export function withNamedParents(node: SchemaNode, fields: FieldSet): FieldSet {
  const members = new Set(fields.members);
  const children = new Map<string, FieldSet>();
  for (const [element, child] of fields.children) {
    const name = element.startsWith('f:') ? element.slice(2) : undefined;
    if (name !== undefined && node.properties.has(name) && structure.isGranularMap(node)) members.add(element);
    const below = name === undefined ? structure.item(node) : structure.child(node, name);
    children.set(element, withNamedParents(below, child));
  }
  return new FieldSet(members, children);
}
