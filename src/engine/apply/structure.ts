import { isJsonObject, type JsonObject } from '../json/is-json-object.ts';
import { compileSchema, type SchemaNode } from '../schema/compile-schema.ts';
import { listItemKey } from '../schema/list-item-key.ts';

/** What lies below a field that the schema leaves open: objects merge member by member, lists are one value. */
const open: SchemaNode = compileSchema({ 'x-kubernetes-preserve-unknown-fields': true });

/** How the merge of server-side apply sees a value: which parts of it have owners of their own. */
export const structure = {
  /** The members of an object that are merged one by one; undefined when the value is a leaf. */
  members(node: SchemaNode, value: unknown): JsonObject | undefined {
    return isJsonObject(value) && structure.isGranularMap(node) ? value : undefined;
  },

  isGranularMap(node: SchemaNode): boolean {
    const { type } = node.schema;
    return (
      !node.atomicMap &&
      (type === 'object' || (type === undefined && node.schema['x-kubernetes-int-or-string'] !== true))
    );
  },

  isGranularList(node: SchemaNode): boolean {
    return node.schema.type === 'array' && node.listType !== 'atomic';
  },

  child(node: SchemaNode, name: string): SchemaNode {
    return node.properties.get(name) ?? node.additional ?? open;
  },

  item(node: SchemaNode): SchemaNode {
    return node.items ?? open;
  },

  /** The path element of a list's item; items without keys or of a wrong type have none. */
  itemElement(node: SchemaNode, item: unknown): string | undefined {
    return listItemKey(node, item);
  },
};
