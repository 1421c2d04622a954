import type { Schema, ValidationRule } from '#api/meta/schema.ts';

/** How server-side apply and the validator treat a list. */
export type ListType = 'atomic' | 'set' | 'map';

/** A schema with what every walk asks of it worked out once. */
export interface SchemaNode {
  readonly schema: Schema;
  readonly properties: ReadonlyMap<string, SchemaNode>;
  readonly additional: SchemaNode | undefined;
  readonly items: SchemaNode | undefined;
  readonly listType: ListType;
  readonly mapKeys: readonly string[];
  readonly atomicMap: boolean;
  readonly preservesUnknown: boolean;
  readonly required: readonly string[];
  readonly rules: readonly ValidationRule[];
  /** Whether this node or one below it has a default. */
  readonly hasDefaults: boolean;
  /** Whether this node or one below it has rules. */
  readonly hasRules: boolean;
}

/** Works out a {@link SchemaNode} tree; done once for each kind of an engine. */
export function compileSchema(schema: Schema): SchemaNode {
  const properties = new Map<string, SchemaNode>();
  for (const [name, property] of Object.entries(schema.properties ?? {})) properties.set(name, compileSchema(property));
  const additional = schema.additionalProperties ? compileSchema(schema.additionalProperties) : undefined;
  const items = schema.items ? compileSchema(schema.items) : undefined;
  const children = [...properties.values(), ...(additional ? [additional] : []), ...(items ? [items] : [])];
  const rules = schema['x-kubernetes-validations'] ?? [];
  return {
    schema,
    properties,
    additional,
    items,
    listType: schema['x-kubernetes-list-type'] ?? 'atomic',
    mapKeys: [...(schema['x-kubernetes-list-map-keys'] ?? [])].toSorted(),
    atomicMap: schema['x-kubernetes-map-type'] === 'atomic',
    preservesUnknown: schema['x-kubernetes-preserve-unknown-fields'] === true,
    required: schema.required ?? [],
    rules,
    hasDefaults: schema.default !== undefined || children.some((child) => child.hasDefaults),
    hasRules: rules.length > 0 || children.some((child) => child.hasRules),
  };
}
