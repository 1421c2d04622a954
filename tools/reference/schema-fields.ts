import type { Schema } from '#api/meta/schema.ts';

/** One field of a kind as the reference shows it. */
export interface SchemaField {
  /** `spec.pools[].name`; `[]` stands for an item, `.*` for the values of a map. */
  readonly path: string;
  readonly schema: Schema;
  readonly required: boolean;
}

/** A schema and all below it, in the order of the literal. */
export function schemaFields(path: string, schema: Schema, required = false): readonly SchemaField[] {
  const below = Object.entries(schema.properties ?? {}).flatMap(([name, child]) =>
    schemaFields(`${path}.${name}`, child, schema.required?.includes(name) ?? false),
  );
  const items = schema.items === undefined ? [] : itemFields(`${path}[]`, schema.items);
  const values = schema.additionalProperties === undefined ? [] : itemFields(`${path}.*`, schema.additionalProperties);
  return [{ path, schema, required }, ...below, ...items, ...values];
}

/** Items that say nothing of their own need no row: the list tells their type. */
function itemFields(path: string, schema: Schema): readonly SchemaField[] {
  const [own, ...below] = schemaFields(path, schema);
  return own === undefined || schema.description === undefined ? below : [own, ...below];
}
