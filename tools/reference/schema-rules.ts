import type { Schema, ValidationRule } from '#api/meta/schema.ts';

/** Every CEL rule below a schema, with the path it stands at. */
export function schemaRules(path: string, schema: Schema): readonly (ValidationRule & { readonly path: string })[] {
  const own = (schema['x-kubernetes-validations'] ?? []).map((rule) => ({ ...rule, path }));
  const children = [
    ...Object.entries(schema.properties ?? {}).map(([name, child]) => [`${path}.${name}`, child] as const),
    ...(schema.items === undefined ? [] : [[`${path}[]`, schema.items] as const]),
    ...(schema.additionalProperties === undefined ? [] : [[`${path}.*`, schema.additionalProperties] as const]),
  ];
  return [...own, ...children.flatMap(([at, child]) => schemaRules(at, child))];
}
